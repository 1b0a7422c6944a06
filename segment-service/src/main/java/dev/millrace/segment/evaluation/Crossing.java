package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression;
import java.time.Instant;

/** Compares two values and solves for the millisecond at which the answer changes by itself. */
final class Crossing {

    private Crossing() {}

    static Verdict compare(Value left, Expression.Operator operator, Value right, Instant now) {
        if (left instanceof Value.Span some && right instanceof Value.Span other) {
            int slope = (some.growing() ? 1 : 0) - (other.growing() ? 1 : 0);
            return line(some.millis() - other.millis(), slope, operator, now);
        }
        if (left instanceof Value.Quantity some && right instanceof Value.Quantity other) {
            return constant(some.number().compareTo(other.number()), operator);
        }
        if (left instanceof Value.Moment some && right instanceof Value.Moment other) {
            return constant(some.instant().compareTo(other.instant()), operator);
        }
        if (operator.isEquality() && left.getClass() == right.getClass() && !(left instanceof Value.Unknown)) {
            return constant(left.equals(right) ? 0 : 1, operator);
        }
        return Verdict.always(Truth.UNKNOWN);
    }

    private static Verdict constant(int order, Expression.Operator operator) {
        return Verdict.always(Truth.of(operator.test(order)));
    }

    /** The difference of the sides is a line; it is 0 for one millisecond, and its sign changes only around that one. */
    private static Verdict line(long difference, int slope, Expression.Operator operator, Instant now) {
        int sign = Long.signum(difference);
        boolean holds = operator.test(sign);
        if (slope == 0 || sign == slope) {
            return Verdict.always(Truth.of(holds));
        }
        long untilZero = Math.abs(difference);
        if (sign != 0 && operator.test(0) != holds) {
            return new Verdict(Truth.of(holds), now.plusMillis(untilZero));
        }
        return operator.test(slope) == holds
                ? Verdict.always(Truth.of(holds))
                : new Verdict(Truth.of(holds), now.plusMillis(untilZero + 1));
    }
}
