package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a payload. {@code null} and empty text mean absent; an id is text, however long the number was. */
final class Fields {

    private static final int MAX_DIGITS = 40;

    private Fields() {}

    static @Nullable String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        String text = node.asText().strip();
        return text.isEmpty() ? null : text;
    }

    /** The first of the fields that says something. */
    static @Nullable String first(JsonNode object, String... fields) {
        for (String field : fields) {
            String text = text(object, field);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** 0 for what no shop can mean: a few characters can name a number that takes gigabytes to write out. */
    static BigDecimal amount(@Nullable String text) {
        try {
            BigDecimal amount = text == null || text.length() > MAX_DIGITS ? BigDecimal.ZERO : new BigDecimal(text);
            return Math.abs((long) amount.scale()) <= MAX_DIGITS ? amount : BigDecimal.ZERO;
        } catch (NumberFormatException notANumber) {
            return BigDecimal.ZERO;
        }
    }

    static void put(ObjectNode object, String field, @Nullable String text) {
        if (text != null) {
            object.put(field, text);
        }
    }

    /** Copies fields under other names: {@code to} and {@code from} by turns. */
    static void copy(JsonNode source, ObjectNode target, String... names) {
        for (int i = 0; i < names.length; i += 2) {
            put(target, names[i], text(source, names[i + 1]));
        }
    }
}
