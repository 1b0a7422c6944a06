package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** A text that an event told: a number when compared with one, for events tell numbers as decimal text too. */
record Told(String text) {

    /** What a field of an event says: a number, a flag or a text; nothing if it is missing or no plain value. */
    static Optional<Object> value(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return node.isTextual() ? Optional.of(new Told(node.textValue())) : Optional.empty();
    }

    /** The number that a value is, or reads as. */
    static Optional<BigDecimal> number(Object value) {
        if (value instanceof BigDecimal number) {
            return Optional.of(number);
        }
        if (value instanceof Told told && told.text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return Optional.of(new BigDecimal(told.text));
        }
        return Optional.empty();
    }

    /** Its text as it was told. */
    static String asTold(Object value) {
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : value instanceof Told told ? told.text : value.toString();
    }

    /** The text of a value, where different values are told apart by it. */
    static String plain(Object value) {
        return value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : value instanceof Told told ? told.text : value.toString();
    }
}
