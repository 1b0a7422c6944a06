package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Checks {@code Consent Updated {channel, status, ...}} in place. A permission is never guessed: an unknown channel or
 * status refuses the event.
 */
final class Consent {

    private static final List<String> CHANNELS = List.of("email", "sms", "push");
    private static final List<String> STATES = List.of("subscribed", "pending", "unsubscribed");

    private Consent() {}

    static void check(ObjectNode properties) {
        oneOf(properties, "channel", CHANNELS);
        oneOf(properties, "status", STATES);
    }

    private static void oneOf(ObjectNode properties, String field, List<String> allowed) {
        String sent = properties.path(field).asText("").strip().toLowerCase(Locale.ROOT);
        if (!allowed.contains(sent)) {
            throw new BadField(
                    Reading.Reason.BAD_CONSENT,
                    field + " of a consent is missing or unknown, expected one of " + String.join(", ", allowed));
        }
        properties.put(field, sent);
    }
}
