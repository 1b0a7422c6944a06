package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what segment-service has on record of a customer's consent for marketing, by channel. */
final class ConsentAnswer {

    /** A purpose of e-mail beside marketing; here it stands beside the channels. */
    private static final String OPEN_TRACKING = "open_tracking";

    private ConsentAnswer() {}

    static Map<String, ConsentStatement> read(JsonNode consent) {
        Map<String, ConsentStatement> statements = new HashMap<>();
        consent.properties().forEach(channel -> {
            String status = text(channel.getValue(), "status");
            if (status != null) {
                statements.put(channel.getKey(), statement(channel.getKey(), status, channel.getValue()));
            }
        });
        JsonNode tracking =
                consent.path(ConsentStatement.EMAIL).path("otherPurposes").path(OPEN_TRACKING);
        String tracked = text(tracking, "status");
        if (tracked != null) {
            statements.put(OPEN_TRACKING, statement(OPEN_TRACKING, tracked, tracking));
        }
        return statements;
    }

    private static ConsentStatement statement(String channel, String status, JsonNode said) {
        return new ConsentStatement(
                channel,
                ConsentStatement.MARKETING,
                status,
                instant(said, "at"),
                text(said, "wording"),
                text(said, "source"),
                text(said, "basis"),
                instant(said, "expiresAt"),
                null);
    }

    private static @Nullable String text(JsonNode said, String name) {
        return said.path(name).textValue();
    }

    private static @Nullable Instant instant(JsonNode said, String name) {
        String text = text(said, name);
        return text == null ? null : Instant.parse(text);
    }
}
