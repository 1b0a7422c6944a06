package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;

/**
 * Bounds the numbers of an event. JSON lets a few characters name a number that takes gigabytes to write out, so who reads
 * the event later must be able to count on small ones: at most 30 digits and a scale of at most 30 either way. Anything
 * larger refuses the event; as text it may be as long as it likes.
 */
final class Numbers {

    private static final int MOST = 30;

    private Numbers() {}

    /** Throws when a number in here, at any depth, is too large; {@code place} is what the producer calls it. */
    static void check(JsonNode node, String place) {
        if (node instanceof TextNode || node.isInt() || node.isLong()) {
            return;
        }
        if (node.isNumber()) {
            if (!isShort(node.decimalValue())) {
                throw new BadField(
                        Reading.Reason.BAD_NUMBER,
                        "%s holds a number that is too long, expected at most %d digits and an exponent of at most %d; send it as text"
                                .formatted(place, MOST, MOST));
            }
        }
        for (JsonNode child : node) {
            check(child, place);
        }
    }

    static boolean isShort(BigDecimal number) {
        return number.precision() <= MOST && withinScale(number, MOST);
    }

    /** Compares without negating, for the scale may be the smallest number there is. */
    static boolean withinScale(BigDecimal number, int most) {
        return number.scale() <= most && number.scale() >= -most;
    }
}
