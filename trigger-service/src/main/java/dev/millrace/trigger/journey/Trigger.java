package dev.millrace.trigger.journey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.About;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What began an enrolment.
 *
 * @param source the segment, or the watch
 * @param at the instant the segment's rule flipped, or the event happened
 * @param occurrence the event, if it was one
 */
public record Trigger(Kind kind, String source, Instant at, @Nullable Occurrence occurrence) {

    static Trigger of(SegmentTransition transition) {
        return new Trigger(transition.kind(), transition.segment(), transition.at(), transition.occurrence());
    }

    /** Of the order that began it, as it told it; null if no order did. */
    @Nullable
    BigDecimal orderTotal() {
        return occurrence == null ? null : occurrence.orderTotal();
    }

    /** The product that the event told of, if it did; null if it did not. */
    public @Nullable String product() {
        String id = occurrence == null
                ? ""
                : occurrence.properties().path(About.PRODUCT_ID).asText();
        return id.isBlank() ? null : id;
    }

    /** As templates read it. */
    ObjectNode snapshot() {
        ObjectNode snapshot = Json.object();
        if (occurrence == null) {
            snapshot.put("segment", source);
        } else {
            snapshot.put("event", occurrence.event());
            snapshot.set("properties", occurrence.properties().deepCopy());
            if (occurrence.orderTotal() != null) {
                snapshot.put("total", occurrence.orderTotal().toPlainString());
            }
            if (occurrence.currency() != null) {
                snapshot.put("currency", occurrence.currency());
            }
        }
        return snapshot.put("at", at.toString());
    }
}
