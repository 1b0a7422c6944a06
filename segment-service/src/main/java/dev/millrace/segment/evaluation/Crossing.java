package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Expression.Operator;
import java.math.BigDecimal;
import java.util.function.LongToDoubleFunction;

/** Compares two curves and solves for the millisecond at which the answer changes, as long as both go on as they say. */
final class Crossing {

    private static final long FARTHEST = 100 * 366 * 86_400_000L;

    private Crossing() {}

    static Answer compare(Curve left, Operator operator, Curve right, long at) {
        if (left instanceof Curve.Line some && right instanceof Curve.Line other) {
            return some instanceof Curve.Whole whole
                            && other instanceof Curve.Whole another
                            && Lines.areSafe(whole, another)
                    ? whole(whole.from() - another.from(), whole.by() - another.by(), operator, at)
                    : line(Lines.times(some, other.divisor()), Lines.times(other, some.divisor()), operator, at);
        }
        if (left instanceof Curve.Decay decay && right instanceof Curve.Line other && other.isStill()) {
            double bound = other.value().doubleValue();
            return falling(instant -> decay.at().applyAsDouble(instant) - bound, operator, 1, at);
        }
        if (right instanceof Curve.Decay decay && left instanceof Curve.Line other && other.isStill()) {
            double bound = other.value().doubleValue();
            return falling(instant -> decay.at().applyAsDouble(instant) - bound, operator, -1, at);
        }
        if (!operator.isEquality()) {
            return Answer.UNKNOWN;
        }
        if (left instanceof Curve.Word some && right instanceof Curve.Word other) {
            return equality(some.text().equals(other.text()), operator);
        }
        if (left instanceof Curve.Flag some && right instanceof Curve.Flag other) {
            return equality(some.flag() == other.flag(), operator);
        }
        return Answer.UNKNOWN;
    }

    private static Answer equality(boolean equal, Operator operator) {
        return Answer.always(operator.test(equal ? 0 : 1));
    }

    /** The difference of the sides is a line; its sign changes only where it is 0. */
    private static Answer whole(long difference, long slope, Operator operator, long at) {
        int sign = Long.signum(difference);
        boolean holds = operator.test(sign);
        if (slope == 0 || sign == Long.signum(slope)) {
            return Answer.always(holds);
        }
        long zero = Math.floorDiv(-difference, slope);
        boolean isZeroThen = Math.floorMod(-difference, slope) == 0;
        return crossed(holds, zero, isZeroThen, Long.signum(slope), operator, at);
    }

    /** The same for fractions, divisors left out of account. */
    private static Answer line(Curve.Line left, Curve.Line right, Operator operator, long at) {
        int sign = left.start().compareTo(right.start());
        boolean holds = operator.test(sign);
        if (left.isStill() && right.isStill()) {
            return Answer.always(holds);
        }
        BigDecimal slope = left.slope().subtract(right.slope());
        if (slope.signum() == 0 || sign == slope.signum()) {
            return Answer.always(holds);
        }
        BigDecimal[] zero = right.start().subtract(left.start()).divideAndRemainder(slope);
        long whole = zero[0].min(BigDecimal.valueOf(Answer.NEVER / 2)).longValue();
        return crossed(holds, whole, zero[1].signum() == 0, slope.signum(), operator, at);
    }

    /**
     * @param zero the last millisecond, from now, before or at which the difference is 0
     * @param direction the sign of the difference after it
     */
    private static Answer crossed(
            boolean holds, long zero, boolean isZeroThen, int direction, Operator operator, long at) {
        Truth truth = Truth.of(holds);
        if (isZeroThen && zero > 0 && operator.test(0) != holds) {
            return after(truth, at, zero);
        }
        return operator.test(direction) == holds ? Answer.always(holds) : after(truth, at, zero + 1);
    }

    private static Answer after(Truth truth, long at, long later) {
        long until = at + later;
        return Answer.of(truth, until < at ? Answer.NEVER : until);
    }

    /**
     * @param difference never grows
     * @param direction -1 if the right side is the one that falls
     */
    private static Answer falling(LongToDoubleFunction difference, Operator operator, int direction, long at) {
        int sign = (int) Math.signum(difference.applyAsDouble(at));
        boolean holds = operator.test(direction * sign);
        long flip = at;
        for (int now = sign; flip != Answer.NEVER; now = (int) Math.signum(difference.applyAsDouble(flip))) {
            if (operator.test(direction * now) != holds) {
                return new Answer(Truth.of(holds), flip);
            }
            flip = firstBelow(difference, now, flip);
        }
        return Answer.always(holds);
    }

    /** The first instant at which the sign is less than it is now. */
    private static long firstBelow(LongToDoubleFunction difference, int sign, long at) {
        long low = at;
        long high = at + FARTHEST;
        if (Math.signum(difference.applyAsDouble(high)) >= sign) {
            return Answer.NEVER;
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (Math.signum(difference.applyAsDouble(middle)) < sign) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
