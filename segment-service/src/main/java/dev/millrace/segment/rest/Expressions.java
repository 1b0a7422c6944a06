package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionJson;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an expression of a request, or refuses the request with the place and the reason. */
final class Expressions {

    private Expressions() {}

    static Expression require(@Nullable String text, @Nullable Map<String, String> parameters, FieldDictionary fields) {
        return check(text, parameters, fields).expression();
    }

    /** Several by name. */
    static Map<String, Expression> require(Map<String, String> texts, FieldDictionary fields) {
        Map<String, Expression> expressions = new TreeMap<>();
        texts.forEach((name, text) -> expressions.put(name, require(text, Map.of(), fields)));
        return expressions;
    }

    static ParsedExpression.Valid check(
            @Nullable String text, @Nullable Map<String, String> parameters, FieldDictionary fields) {
        return requireValid(ExpressionParser.parse(requireText(text), requireValues(parameters), fields));
    }

    static String requireText(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refused.badRequest("\"expression\" is missing; expected a line such as count(order_completed) = 0");
        }
        return text;
    }

    /** The same for a rule in its JSON form. */
    static ParsedExpression.Valid check(
            JsonNode tree, @Nullable Map<String, String> parameters, FieldDictionary fields) {
        return requireValid(ExpressionJson.read(tree, requireValues(parameters), fields));
    }

    private static Map<String, String> requireValues(@Nullable Map<String, String> parameters) {
        if (parameters != null && parameters.values().stream().anyMatch(Objects::isNull)) {
            throw Refused.badRequest("a parameter has no value; expected text such as \"1h\"");
        }
        return parameters == null ? Map.of() : parameters;
    }

    private static ParsedExpression.Valid requireValid(ParsedExpression parsed) {
        if (parsed instanceof ParsedExpression.Invalid invalid) {
            throw Refused.answer(400, ErrorView.of(invalid.error()));
        }
        return (ParsedExpression.Valid) parsed;
    }
}
