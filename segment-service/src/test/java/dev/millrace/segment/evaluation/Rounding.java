package dev.millrace.segment.evaluation;

import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * How the oracle rounds what does not come out even.
 *
 * @param division of divisions, to 34 digits
 * @param digits of all that is computed
 */
record Rounding(MathContext division, MathContext digits) {

    static final Rounding NEAREST = new Rounding(MathContext.DECIMAL128, MathContext.UNLIMITED);

    /** Roundings that may give different answers only where all hangs on the last digit. */
    static final List<Rounding> ALL = List.of(
            NEAREST,
            new Rounding(new MathContext(34, RoundingMode.FLOOR), MathContext.UNLIMITED),
            new Rounding(new MathContext(34, RoundingMode.CEILING), MathContext.UNLIMITED),
            new Rounding(MathContext.DECIMAL128, new MathContext(25)));
}
