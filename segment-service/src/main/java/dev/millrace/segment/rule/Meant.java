package dev.millrace.segment.rule;

import dev.millrace.segment.rule.Operand.Arithmetic;
import dev.millrace.segment.rule.Operand.Arithmetic.Sign;

/** What a field that is not known must be, where only one type makes sense: {@code age(trait.trial_end)} asks for an instant. */
final class Meant {

    private Meant() {}

    /** What an instant is compared with, or subtracted from it, is an instant. */
    static Operand beside(Operand other, Operand operand) {
        return other.type() == Type.INSTANT ? as(Type.INSTANT, operand) : operand;
    }

    /** What is sooner or later by a duration is an instant: neither customers nor events have durations of their own. */
    static Operand shifted(Operand operand, Operand by) {
        return by.type() == Type.DURATION ? as(Type.INSTANT, operand) : operand;
    }

    static Operand as(Type type, Operand operand) {
        if (operand.type() != Type.ANY) {
            return operand;
        }
        if (operand instanceof Operand.TraitField it) {
            return new Operand.TraitField(it.name(), type);
        }
        if (operand instanceof Operand.Aggregate it && it.property() != null) {
            Operand.EventField property = new Operand.EventField(it.property().path(), type);
            return new Operand.Aggregate(it.function(), it.event(), property, it.filter(), it.window());
        }
        if (operand instanceof Operand.Default it) {
            return new Operand.Default(as(type, it.value()), as(type, it.otherwise()));
        }
        return operand;
    }

    /** Two fields that are not known, and whose difference is a duration, are instants. */
    static Operand difference(Operand other, Operand operand) {
        if (other.type() != Type.DURATION
                || operand.type() != Type.ANY
                || !(operand instanceof Arithmetic it)
                || it.sign() != Sign.MINUS) {
            return operand;
        }
        Operand left = as(Type.INSTANT, it.left());
        Operand right = as(Type.INSTANT, it.right());
        return left.type() == Type.INSTANT && right.type() == Type.INSTANT
                ? new Arithmetic(left, Sign.MINUS, right, Type.DURATION)
                : operand;
    }
}
