package dev.millrace.segment.rule;

import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.rule.Expression.Operator;
import java.util.Arrays;
import java.util.List;

/** Reads conditions from JSON; see {@link ExpressionJson}. */
final class ConditionReader {

    private static final List<String> KINDS = List.of(
            "and",
            "or",
            "not",
            "compare",
            "between",
            "exists",
            "in",
            "contains",
            "matches",
            "within",
            "tag",
            "segment",
            "some");
    private static final List<String> SIGNS =
            Arrays.stream(Operator.values()).map(Operator::sign).toList();
    private static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::word).toList();

    private final OperandReader operands = new OperandReader(this);

    Expression read(JsonPlace place) {
        String kind = place.kind(KINDS);
        JsonPlace body = place.at(kind);
        return switch (kind) {
            case "and" -> new Expression.And(body.each(2, this::read));
            case "or" -> new Expression.Or(body.each(2, this::read));
            case "not" -> new Expression.Not(read(body));
            case "compare" ->
                new Expression.Comparison(
                        operand(body.only("left", "operator", "right"), "left"),
                        Operator.of(body.at("operator").oneOf(SIGNS)),
                        operand(body, "right"));
            case "between" ->
                new Expression.Between(
                        operand(body.only("value", "low", "high"), "value"),
                        operand(body, "low"),
                        operand(body, "high"));
            case "exists" -> new Expression.Exists(operands.read(body));
            case "in" -> new Expression.OneOf(operand(body.only("value", "list"), "value"), operand(body, "list"));
            case "contains" ->
                new Expression.Contains(operand(body.only("value", "text"), "value"), operand(body, "text"));
            case "matches" ->
                new Expression.Matches(
                        operand(body.only("value", "pattern"), "value"),
                        body.at("pattern").text());
            case "within" ->
                new Expression.Within(operand(body.only("instant", "duration"), "instant"), operand(body, "duration"));
            case "tag" -> new Expression.HasTag(body.text());
            case "segment" -> new Expression.InSegment(body.text());
            default ->
                new Expression.Some(
                        Dimension.values()[
                                DIMENSIONS.indexOf(body.only("dimension", "condition")
                                        .at("dimension")
                                        .oneOf(DIMENSIONS))],
                        read(body.at("condition")));
        };
    }

    private Operand operand(JsonPlace body, String field) {
        return operands.read(body.at(field));
    }
}
