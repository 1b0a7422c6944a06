package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;

/** What comparisons mean to the oracle. Values of different kinds are not comparable: unknown. */
final class Comparing {

    private Comparing() {}

    static Optional<Boolean> compared(Optional<Object> left, Expression.Operator operator, Optional<Object> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> some = text(left);
        Optional<String> other = text(right);
        if (some.isPresent() && other.isPresent()) {
            boolean same = some.equals(other);
            return operator.isEquality()
                    ? Optional.of(same == (operator == Expression.Operator.EQUAL))
                    : Optional.empty();
        }
        if (left.get() instanceof Boolean flag && right.get() instanceof Boolean flagged) {
            return operator.isEquality()
                    ? Optional.of(flag.equals(flagged) == (operator == Expression.Operator.EQUAL))
                    : Optional.empty();
        }
        return order(left.get(), right.get()).map(order -> holds(operator, order));
    }

    private static boolean holds(Expression.Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static Optional<Integer> order(Object left, Object right) {
        if (left instanceof Moment some && right instanceof Moment other) {
            return Optional.of(some.millis().compareTo(other.millis()));
        }
        if (left instanceof Span some && right instanceof Span other) {
            return Optional.of(some.millis().compareTo(other.millis()));
        }
        Optional<BigDecimal> some = Told.number(left);
        Optional<BigDecimal> other = Told.number(right);
        return some.isPresent() && other.isPresent()
                ? Optional.of(some.get().compareTo(other.get()))
                : Optional.empty();
    }

    /** Whether one of the elements equals the value; elements of another kind are not equal, and the rest decides. */
    static Optional<Boolean> oneOf(Optional<Object> value, Optional<Object> list) {
        if (value.isEmpty() || !(list.orElse(null) instanceof Collection<?> elements)) {
            return Optional.empty();
        }
        return Optional.of(
                elements.stream().anyMatch(element -> compared(value, Expression.Operator.EQUAL, Optional.of(element))
                        .orElse(false)));
    }

    static Optional<Boolean> contains(Optional<Object> value, Optional<Object> part) {
        if (value.isPresent() && value.get() instanceof Collection<?> elements) {
            return part.map(Told::plain).map(element -> elements.contains(element));
        }
        Optional<String> whole = text(value);
        Optional<String> searched = text(part);
        return whole.isPresent() && searched.isPresent()
                ? Optional.of(whole.get().contains(searched.get()))
                : Optional.empty();
    }

    static Optional<String> text(Optional<Object> value) {
        return value.flatMap(it -> it instanceof String text
                ? Optional.of(text)
                : it instanceof Told told ? Optional.of(told.text()) : Optional.empty());
    }
}
