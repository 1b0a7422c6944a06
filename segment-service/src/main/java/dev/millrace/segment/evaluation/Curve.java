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
     * A number, an amount, a distance in kilometres, or milliseconds of a duration or since 1970: an exact fraction.
     *
     * @param start what is divided, at the instant it was read
     * @param slope what {@code start} grows by in a millisecond
     * @param divisor more than 0
     */
    record Line(BigDecimal start, BigDecimal slope, BigDecimal divisor, long until) implements Curve {

        static Line still(BigDecimal value) {
            return still(value, Answer.NEVER);
        }

        static Line still(BigDecimal value, long until) {
            return new Line(value, BigDecimal.ZERO, BigDecimal.ONE, until);
        }

        static Line still(long value) {
            return still(BigDecimal.valueOf(value));
        }

        boolean isStill() {
            return slope.signum() == 0;
        }

        boolean isWhole() {
            return divisor == BigDecimal.ONE;
        }

        /** Where the line starts, rounded to 34 digits if it has no end. */
        BigDecimal value() {
            return isWhole() ? start : start.divide(divisor, MathContext.DECIMAL128);
        }

        /** The millisecond in which the instant or duration lies. */
        long millis() {
            return isWhole()
                    ? start.longValue()
                    : start.divide(divisor, 0, RoundingMode.FLOOR).longValue();
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
        if (this instanceof Line line) {
            return new Line(line.start(), line.slope(), line.divisor(), end);
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
