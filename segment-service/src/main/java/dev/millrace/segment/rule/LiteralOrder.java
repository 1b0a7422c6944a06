package dev.millrace.segment.rule;

import java.math.BigDecimal;

/** Compares values that are written in a rule, both of one type that has an order. */
final class LiteralOrder {

    private static final BigDecimal KM_PER_MILE = new BigDecimal("1.609344");

    private LiteralOrder() {}

    /** Whether both are written, and the first is the greater. */
    static boolean isBackwards(Operand low, Operand high) {
        Operand first = Operand.resolved(low);
        Operand second = Operand.resolved(high);
        return first.getClass() == second.getClass() && isOrdered(first) && compare(first, second) > 0;
    }

    static int compare(Operand left, Operand right) {
        if (left instanceof Operand.NumberLiteral some && right instanceof Operand.NumberLiteral other) {
            return some.number().compareTo(other.number());
        }
        if (left instanceof Operand.DurationLiteral some && right instanceof Operand.DurationLiteral other) {
            return some.duration().compareTo(other.duration());
        }
        if (left instanceof Operand.DateLiteral some && right instanceof Operand.DateLiteral other) {
            return some.date().compareTo(other.date());
        }
        return kilometres((Operand.DistanceLiteral) left).compareTo(kilometres((Operand.DistanceLiteral) right));
    }

    private static boolean isOrdered(Operand literal) {
        return literal instanceof Operand.NumberLiteral
                || literal instanceof Operand.DurationLiteral
                || literal instanceof Operand.DateLiteral
                || literal instanceof Operand.DistanceLiteral;
    }

    private static BigDecimal kilometres(Operand.DistanceLiteral distance) {
        return distance.unit() == Operand.DistanceLiteral.Unit.KM
                ? distance.amount()
                : distance.amount().multiply(KM_PER_MILE);
    }
}
