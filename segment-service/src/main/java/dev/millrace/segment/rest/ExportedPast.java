package dev.millrace.segment.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.Consent;
import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import java.util.List;
import java.util.Map;

/** What a customer's remembered past adds to an export: the events with all they said, and what a consent was given to. */
final class ExportedPast {

    private static final String CONSENT_UPDATED = EventName.snakeCase(ShopEvent.CONSENT_UPDATED);
    private static final List<String> PROOF = List.of("purpose", "wording", "source", "basis");

    private ExportedPast() {}

    /** Newest first. */
    static ArrayNode events(Timeline timeline) {
        ArrayNode out = Json.mapper().createArrayNode();
        for (PastEvent event : timeline.events()) {
            ObjectNode told = out.addObject()
                    .put("at", event.at().toString())
                    .put("name", event.facts().name());
            told.set("properties", event.facts().properties());
            told.set("context", event.facts().context());
            told.put("whole", event.isWhole());
        }
        return out;
    }

    /** By channel; with the text it was given to, as long as the event that brought it is remembered. */
    static ObjectNode consents(Map<String, Consent> consents, Timeline timeline) {
        ObjectNode out = Json.object();
        consents.forEach((channel, consent) -> {
            ObjectNode told = out.putObject(channel)
                    .put("status", consent.status())
                    .put("at", consent.at().toString());
            timeline.events().stream()
                    .filter(event -> brought(event, channel, consent))
                    .findFirst()
                    .ifPresent(event -> PROOF.stream()
                            .filter(event.facts().properties()::hasNonNull)
                            .forEach(name ->
                                    told.set(name, event.facts().properties().get(name))));
        });
        return out;
    }

    private static boolean brought(PastEvent event, String channel, Consent consent) {
        return event.facts().name().equals(CONSENT_UPDATED)
                && event.at().equals(consent.at())
                && event.facts().at("channel").asText().equals(channel)
                && event.facts().at("status").asText().equals(consent.status());
    }
}
