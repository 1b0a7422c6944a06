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
            String message = left.type().phrase() + " can't be compared with "
                    + right.type().phrase();
            String day = left.type() == Type.INSTANT ? DateText.meant(plainText(right, rightPlace)) : null;
            if (day != null) {
                String date = "date(" + Words.quoted(day) + ")";
                throw Refusal.suggesting(rightPlace, message, date, date);
            }
            if (left instanceof Operand.Anniversary && right.type() == Type.DURATION) {
                throw Refusal.at(
                        rightPlace, message, Refusal.textOf(leftPlace) + " within " + Refusal.textOf(rightPlace));
            }
            throw Refusal.at(rightPlace, message, expected(left, right, Refusal.textOf(leftPlace)));
        }
        if (Motion.decays(left) && Motion.moves(right) || Motion.decays(right) && Motion.moves(left)) {
            throw Refusal.at(
                    rightPlace, "a prediction is compared only with what stands still", "a number such as 0.5");
        }
    }

    private static String plainText(Operand operand, ParserRuleContext place) {
        return operand instanceof Operand.TextLiteral text ? text.text() : Refusal.textOf(place);
    }

    private static String advice(Type type) {
        return type == Type.LIST ? "in or contains" : "distance(trait.location, stores) < 20km";
    }

    private static String expected(Operand left, Operand right, String text) {
        if (left.type() == Type.INSTANT && right.type() == Type.DURATION) {
            return "an instant; or age(" + text + ")";
        }
        if (left.type() == Type.DATE) {
            return "years(" + text + "), or a date of the customer";
        }
        return left.type().phrase();
    }
}
