package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;
import java.math.BigDecimal;

/** Reckons with lines, exactly. */
final class Lines {

    /** Below it two whole numbers can be added without a thought. */
    private static final long SAFE = 1L << 61;

    private Lines() {}

    /** Unknown where the result would be no line, and when dividing by 0. */
    static Curve of(Curve.Line left, Sign sign, Curve.Line right) {
        long until = Math.min(left.until(), right.until());
        if (left instanceof Curve.Whole some && right instanceof Curve.Whole other && areSafe(some, other)) {
            if (sign == Sign.PLUS) {
                return new Curve.Whole(some.from() + other.from(), some.by() + other.by(), until);
            }
            if (sign == Sign.MINUS) {
                return new Curve.Whole(some.from() - other.from(), some.by() - other.by(), until);
            }
        }
        return switch (sign) {
            case PLUS -> sum(left, right, until);
            case MINUS -> sum(left, times(right, BigDecimal.ONE.negate()), until);
            case TIMES ->
                right.isStill()
                        ? product(left, right, until)
                        : left.isStill() ? product(right, left, until) : new Curve.Unknown(until);
            case OVER ->
                right.isStill() && right.start().signum() != 0
                        ? product(left, reciprocal(right), until)
                        : new Curve.Unknown(until);
        };
    }

    static boolean areSafe(Curve.Whole some, Curve.Whole other) {
        return Math.abs(some.from()) < SAFE
                && Math.abs(other.from()) < SAFE
                && Math.abs(some.by()) < SAFE
                && Math.abs(other.by()) < SAFE;
    }

    /** What is divided, times a factor. */
    static Curve.Line times(Curve.Line line, BigDecimal factor) {
        return factor == BigDecimal.ONE
                ? line
                : new Curve.Fraction(
                        line.start().multiply(factor), line.slope().multiply(factor), line.divisor(), line.until());
    }

    private static Curve.Line sum(Curve.Line left, Curve.Line right, long until) {
        Curve.Line some = times(left, right.divisor());
        Curve.Line other = times(right, left.divisor());
        return new Curve.Fraction(
                some.start().add(other.start()), some.slope().add(other.slope()), divisor(left, right), until);
    }

    private static Curve.Line product(Curve.Line line, Curve.Line factor, long until) {
        Curve.Line times = times(line, factor.start());
        return new Curve.Fraction(times.start(), times.slope(), divisor(line, factor), until);
    }

    private static BigDecimal divisor(Curve.Line some, Curve.Line other) {
        if (some.divisor() == BigDecimal.ONE) {
            return other.divisor();
        }
        return other.divisor() == BigDecimal.ONE
                ? some.divisor()
                : some.divisor().multiply(other.divisor());
    }

    private static Curve.Line reciprocal(Curve.Line line) {
        boolean negative = line.start().signum() < 0;
        BigDecimal over = negative ? line.divisor().negate() : line.divisor();
        return new Curve.Fraction(over, BigDecimal.ZERO, line.start().abs(), line.until());
    }
}
