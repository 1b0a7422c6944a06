package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Arithmetic.Sign;

/** Tells which instants have always been already: to ask how soon they come is to ask for nobody. */
final class AlwaysPast {

    private AlwaysPast() {}

    static boolean is(Operand instant) {
        if (instant instanceof Operand.Aggregate it) {
            return it.property() == null && it.type() == Type.INSTANT;
        }
        if (instant instanceof Operand.CartField it) {
            return it.type() == Type.INSTANT;
        }
        if (instant instanceof Operand.Default it) {
            return is(it.value()) && is(it.otherwise());
        }
        return instant instanceof Operand.Arithmetic it
                && it.sign() == Sign.MINUS
                && is(it.left())
                && Operand.resolved(it.right()) instanceof Operand.DurationLiteral length
                && !length.duration().isNegative();
    }
}
