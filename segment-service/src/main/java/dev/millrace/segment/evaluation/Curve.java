package dev.millrace.segment.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * How a value goes on from an instant, if nothing else happens: it is what it says up to, and not including,
 * {@link #until}. What has an order is a {@link Line} or a {@link Decay}; what has none stands still.
 */
sealed interface Curve {

    /** In milliseconds. */
    long until();

    record Unknown(long until) implements Curve {
        static final Unknown ALWAYS = new Unknown(Answer.NEVER);
    }

    /**
     * A number, an amount, a distance in kilometres, or milliseconds of a duration or since 1970: an exact fraction,
     * {@code (start + slope * t) / divisor}, t in milliseconds from the instant it was read.
     */
    sealed interface Line extends Curve {

        BigDecimal start();

        BigDecimal slope();

        /** More than 0. */
        BigDecimal divisor();

        boolean isStill();

        Line endingAt(long end);

        /** Where the line starts, rounded to 34 digits if it has no end. */
        default BigDecimal value() {
            return start().divide(divisor(), MathContext.DECIMAL128);
        }

        /** The millisecond in which the instant or duration lies. */
        default long millis() {
            return start().divide(divisor(), 0, RoundingMode.FLOOR).longValue();
        }

        /** The first whole millisecond that is not before it. */
        default long nextMillis() {
            return start().divide(divisor(), 0, RoundingMode.CEILING).longValue();
        }

        static Line still(BigDecimal value) {
            return still(value, Answer.NEVER);
        }

        static Line still(BigDecimal value, long until) {
            return value.scale() == 0 && value.precision() <= Whole.DIGITS
                    ? new Whole(value.longValue(), 0, until)
                    : new Fraction(value, BigDecimal.ZERO, BigDecimal.ONE, until);
        }

        static Line still(long value) {
            return new Whole(value, 0, Answer.NEVER);
        }

        static Line still(long value, long until) {
            return new Whole(value, 0, until);
        }
    }

    record Fraction(BigDecimal start, BigDecimal slope, BigDecimal divisor, long until) implements Line {

        @Override
        public boolean isStill() {
            return slope.signum() == 0;
        }

        @Override
        public BigDecimal value() {
            return divisor == BigDecimal.ONE ? start : Line.super.value();
        }

        @Override
        public Line endingAt(long end) {
            return end >= until ? this : new Fraction(start, slope, divisor, end);
        }
    }

    /** A line of whole numbers: nearly all are, and these cost little. */
    record Whole(long from, long by, long until) implements Line {

        private static final int DIGITS = 18;

        @Override
        public BigDecimal start() {
            return BigDecimal.valueOf(from);
        }

        @Override
        public BigDecimal slope() {
            return BigDecimal.valueOf(by);
        }

        @Override
        public BigDecimal divisor() {
            return BigDecimal.ONE;
        }

        @Override
        public BigDecimal value() {
            return start();
        }

        @Override
        public long millis() {
            return from;
        }

        @Override
        public boolean isStill() {
            return by == 0;
        }

        @Override
        public Line endingAt(long end) {
            return end >= until ? this : new Whole(from, by, end);
        }
    }

    /** @param at never grows with the instant */
    record Decay(LongToDoubleFunction at, long until) implements Curve {}

    record Word(String text, long until) implements Curve {}

    record Words(List<String> texts, long until) implements Curve {}

    record Flag(boolean flag, long until) implements Curve {}

    /** The same for a shorter time. */
    default Curve endingAt(long end) {
        if (end >= until()) {
            return this;
        }
        if (this instanceof Word word) {
            return new Word(word.text(), end);
        }
        if (this instanceof Words words) {
            return new Words(words.texts(), end);
        }
        if (this instanceof Flag flag) {
            return new Flag(flag.flag(), end);
        }
        return this instanceof Decay decay ? new Decay(decay.at(), end) : new Unknown(end);
    }
}
