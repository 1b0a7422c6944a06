package dev.millrace.segment.rule;

import org.antlr.v4.runtime.ParserRuleContext;

/** Refuses to compare what is not alike, or what moves in ways that have no crossing. */
final class Alike {

    private Alike() {}

    static void require(Operand left, ParserRuleContext leftPlace, Operand right, ParserRuleContext rightPlace) {
        if (left.type() == Type.LIST || left.type() == Type.PLACE) {
            throw Refusal.at(leftPlace, left.type().phrase() + " can't be compared", advice(left.type()));
        }
        if (right.type() == Type.LIST || right.type() == Type.PLACE) {
            throw Refusal.at(rightPlace, right.type().phrase() + " can't be compared", advice(right.type()));
        }
        if (!TypeRules.areComparable(left.type(), right.type())) {
            throw Refusal.at(
                    rightPlace,
                    left.type().phrase() + " can't be compared with "
                            + right.type().phrase(),
                    expected(left, right, Refusal.textOf(leftPlace)));
        }
        if (Motion.decays(left) && Motion.moves(right) || Motion.decays(right) && Motion.moves(left)) {
            throw Refusal.at(
                    rightPlace, "a prediction is compared only with what stands still", "a number such as 0.5");
        }
    }

    private static String advice(Type type) {
        return type == Type.LIST ? "in or contains" : "distance(trait.location, stores) < 20km";
    }

    private static String expected(Operand left, Operand right, String text) {
        if (left.type() == Type.INSTANT && right.type() == Type.DURATION) {
            return "an instant; or age(" + text + ")";
        }
        if (left.type() == Type.DATE) {
            return "a date; or years(" + text + ")";
        }
        return left.type().phrase();
    }
}
