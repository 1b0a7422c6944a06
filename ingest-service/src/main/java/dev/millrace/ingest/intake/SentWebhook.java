package dev.millrace.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ingest.webhook.Delivery;
import dev.millrace.ingest.webhook.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it came.
 *
 * @param source of the address it was sent to
 * @param id the shop's own of this delivery, the same for each attempt
 */
public record SentWebhook(
        String source, @Nullable String topic, @Nullable String signed, @Nullable String id, byte[] body) {

    private static final int MAX_TOPIC_LENGTH = 100;

    String signature() {
        return signed == null ? "" : signed;
    }

    /** Whoever sends no id of a delivery is known by what they sent. */
    Delivery delivery(JsonNode payload) {
        String told = id == null || id.isBlank() ? Signature.of("delivery", body) : id;
        return new Delivery(source, topic == null ? "" : topic.strip(), told, payload);
    }

    String topicForPeople() {
        String text = topic == null ? "no topic" : topic.replaceAll("[^a-z_./]", "");
        return text.substring(0, Math.min(text.length(), MAX_TOPIC_LENGTH));
    }
}
