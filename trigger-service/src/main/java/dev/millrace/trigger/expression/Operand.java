package dev.millrace.trigger.expression;

/** One side of a test of the journey. */
public sealed interface Operand {

    Type type();

    /** @param value a BigDecimal, String, Boolean or Duration, as the type says */
    record Literal(Object value, Type type) implements Operand {}

    /** Something of the journey, such as {@code enrolment.sent}. */
    record Field(String path, Type type) implements Operand {}

    /** How long ago an instant was. */
    record Age(Field field) implements Operand {

        @Override
        public Type type() {
            return Type.DURATION;
        }
    }
}
