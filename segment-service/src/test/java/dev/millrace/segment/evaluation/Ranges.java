package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.Operand;

/** Ranges as people may write them: of two values in the rule the smaller comes first. */
final class Ranges {

    private Ranges() {}

    static Expression.Between between(Operand value, Operand low, Operand high) {
        return isBackwards(Operand.resolved(low), Operand.resolved(high))
                ? new Expression.Between(value, high, low)
                : new Expression.Between(value, low, high);
    }

    private static boolean isBackwards(Operand low, Operand high) {
        if (low instanceof Operand.DurationLiteral some && high instanceof Operand.DurationLiteral other) {
            return some.duration().compareTo(other.duration()) > 0;
        }
        return low instanceof Operand.NumberLiteral some
                && high instanceof Operand.NumberLiteral other
                && some.number().compareTo(other.number()) > 0;
    }
}
