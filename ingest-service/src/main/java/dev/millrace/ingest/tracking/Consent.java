package dev.millrace.ingest.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Checks {@code Consent Updated {channel, status, ...}}, and the statuses by channel in the trait {@code consent}. A
 * permission is never guessed: an unknown channel or status refuses the event.
 */
final class Consent {

    private static final List<String> CHANNELS = List.of("email", "sms", "push");
    private static final List<String> STATES = List.of("subscribed", "pending", "unsubscribed");

    private Consent() {}

    static ObjectNode checked(ObjectNode sent) {
        ObjectNode properties = Fields.copy(sent);
        oneOf(properties, "channel", CHANNELS);
        oneOf(properties, "status", STATES);
        return properties;
    }

    /** In place. What a producer spelt in another way must not be passed over later: least of all that somebody said no. */
    static void checkTrait(ObjectNode traits) {
        if (traits.path("consent") instanceof ObjectNode byChannel) {
            CHANNELS.stream()
                    .filter(channel -> byChannel.path(channel).isTextual())
                    .forEach(channel -> oneOf(byChannel, channel, STATES));
        }
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
