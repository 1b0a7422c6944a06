package dev.millrace.segment.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Rules as JSON, for a builder that people use without typing. Every node is an object with a single field that says what it is.
 *
 * <p>Conditions: {@code {"and": [C, …]}}, {@code {"or": [C, …]}}, {@code {"not": C}}, {@code {"compare": {"left": V,
 * "operator": ">=", "right": V}}}, {@code {"between": {"value": V, "low": V, "high": V}}}, {@code {"exists": V}},
 * {@code {"in": {"value": V, "list": V}}}, {@code {"contains": {"value": V, "text": V}}}, {@code {"matches": {"value": V,
 * "pattern": "9[0-9]+"}}}, {@code {"within": {"instant": V, "duration": V}}}, {@code {"tag": "vip"}}, {@code {"segment":
 * "leads"}}, {@code {"some": {"dimension": "product", "condition": C}}}.
 *
 * <p>Values: {@code {"aggregate": {"function": "sum", "event": "order_completed", "property": "total", "filter": C, "window":
 * {"last": V}}}} (property, filter and window may be absent; a window is {@code {"since": V}} too), {@code {"property":
 * "items.category"}} in a filter, {@code {"arithmetic": {"left": V, "sign": "*", "right": V}}}, {@code {"default": {"value": V,
 * "otherwise": V}}}, {@code {"age": V}}, {@code {"years": V}}, {@code {"anniversary": V}}, {@code {"distanceToStores": V}},
 * {@code {"rank": {"kind": "percentile", "value": V, "of": "buyers"}}}, {@code {"trait": "plan"}}, {@code {"consent": "email"}},
 * {@code {"cart": "count"}}, {@code {"figure": {"name": "coupon", "argument": V}}}, {@code {"namedList": "remote"}},
 * {@code {"parameter": "idle"}}.
 *
 * <p>Literals: {@code {"number": 1.5}} (long ones as text), {@code {"duration": "7d"}}, {@code {"distance": "20km"}},
 * {@code {"date": "2026-11-27"}}, {@code {"text": "x"}}, {@code {"flag": true}}, {@code {"list": [V, …]}}.
 */
public final class ExpressionJson {

    private ExpressionJson() {}

    public static JsonNode write(Expression expression) {
        return JsonTreeWriter.write(expression);
    }

    /** Checked like text. A refusal of the JSON itself names the path in it, any other the place in the rule as text. */
    public static ParsedExpression read(JsonNode json, Map<String, String> parameters, FieldDictionary fields) {
        try {
            Expression expression = new ConditionReader().read(JsonPlace.of(json));
            return ExpressionParser.parse(ExpressionPrinter.print(expression), parameters, fields);
        } catch (RefusedExpression refused) {
            return new ParsedExpression.Invalid(refused.error());
        }
    }
}
