package dev.millrace.segment.rest;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an expression of a request, or refuses the request with the place and the reason. */
final class Expressions {

    private Expressions() {}

    static Expression require(@Nullable String text, @Nullable Map<String, String> parameters) {
        if (text == null || text.isBlank()) {
            throw Refused.badRequest("\"expression\" is missing; expected a line such as count(order_completed) = 0");
        }
        if (parameters != null && parameters.values().stream().anyMatch(Objects::isNull)) {
            throw Refused.badRequest("a parameter has no value; expected text such as \"1h\"");
        }
        ParsedExpression parsed = ExpressionParser.parse(text, parameters == null ? Map.of() : parameters);
        if (parsed instanceof ParsedExpression.Invalid invalid) {
            throw Refused.answer(400, ErrorView.of(invalid.error()));
        }
        return ((ParsedExpression.Valid) parsed).expression();
    }
}
