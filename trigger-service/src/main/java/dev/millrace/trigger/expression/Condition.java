package dev.millrace.trigger.expression;

import java.util.List;

/**
 * A campaign's expression, taken apart where it has to be: what only segment-service knows is asked of it as it stands, and
 * what is said of the journey itself is a test that is made here.
 */
public sealed interface Condition {

    /** All must hold. */
    record All(List<Condition> parts) implements Condition {

        public All {
            parts = List.copyOf(parts);
        }
    }

    /** One must hold. */
    record Any(List<Condition> parts) implements Condition {

        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition condition) implements Condition {}

    /**
     * To be asked of segment-service.
     *
     * @param place how many characters stand before it
     */
    record Asked(String text, int place) implements Condition {}

    /** {@code enrolment.sent >= 3}. */
    record Compare(Operand left, Comparison comparison, Operand right) implements Condition {}

    /** {@code enrolment.sent between 2 and 4}, both included. */
    record Between(Operand operand, Operand least, Operand most) implements Condition {}

    /** {@code trigger.properties.carrier in ("DHL", "UPS")}. */
    record OneOf(Operand operand, List<Operand> values) implements Condition {

        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** {@code trigger.properties.name contains "gift"}. */
    record Contains(Operand operand, String text) implements Condition {}

    /** {@code trigger.properties.coupon exists}; never unknown. */
    record Exists(Operand operand) implements Condition {}

    /** {@code trigger.properties.express} by itself. */
    record Holds(Operand operand) implements Condition {}

    enum Comparison {
        EQUAL("="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        boolean needsOrder() {
            return this != EQUAL && this != DIFFERENT;
        }
    }
}
