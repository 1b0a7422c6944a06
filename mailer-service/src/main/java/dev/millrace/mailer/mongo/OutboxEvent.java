package dev.millrace.mailer.mongo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.DataRequest;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import org.bson.Document;

/**
 * An event that has to reach its topic, kept with the message it is about until Kafka has it.
 *
 * @param key the customer's id; of a data request its own
 * @param value JSON
 */
public record OutboxEvent(String id, Stream stream, String key, String value) {

    /** Which topic it goes to. */
    public enum Stream {
        ENGAGEMENT,
        PROFILE,
        DATA_REQUEST,
        MOVE
    }

    public static OutboxEvent of(EngagementEvent event) {
        return new OutboxEvent(event.id(), Stream.ENGAGEMENT, event.customer().value(), json(event));
    }

    public static OutboxEvent of(ShopEvent event) {
        return new OutboxEvent(event.id(), Stream.PROFILE, event.customer().value(), json(event));
    }

    public static OutboxEvent of(DataRequest request) {
        return new OutboxEvent(request.id(), Stream.DATA_REQUEST, request.id(), json(request));
    }

    /** @param id the same for a request that is made again */
    public static OutboxEvent of(String id, Move.EraseRequested request) {
        return new OutboxEvent(id, Stream.MOVE, request.customer().value(), json(request));
    }

    Document toDocument() {
        return new Document("id", id)
                .append("stream", stream.name())
                .append("key", key)
                .append("value", value);
    }

    static OutboxEvent fromDocument(Document document) {
        return new OutboxEvent(
                document.getString("id"),
                Stream.valueOf(document.getString("stream")),
                document.getString("key"),
                document.getString("value"));
    }

    private static String json(Object event) {
        try {
            return Json.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that can't be written", e);
        }
    }
}
