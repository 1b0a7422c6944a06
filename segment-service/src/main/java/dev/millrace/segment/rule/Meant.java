package dev.millrace.segment.rule;

/** What a field that is not known must be, where only one type makes sense: {@code age(trait.trial_end)} asks for an instant. */
final class Meant {

    private Meant() {}

    /** What an instant is compared with, or subtracted from it, is an instant. */
    static Operand beside(Operand other, Operand operand) {
        return other.type() == Type.INSTANT ? as(Type.INSTANT, operand) : operand;
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
        return operand;
    }
}
