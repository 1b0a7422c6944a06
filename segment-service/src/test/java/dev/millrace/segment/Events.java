package dev.millrace.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import java.time.Instant;
import java.util.List;

/** Events for tests, all of one customer unless said otherwise. */
public final class Events {

    public static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    public static final CustomerId ANNA = CustomerId.user("anna");

    private Events() {}

    public static ShopEvent track(String id, String name, Instant at, ObjectNode properties) {
        return event(
                ANNA, id, ShopEvent.Kind.TRACK, name, at, properties, Json.object(), false, ShopEvent.Trust.SERVER);
    }

    /** Of a customer by a user id, told by the shop's server. */
    public static ShopEvent of(CustomerId customer, String id, String name, Instant at, ObjectNode properties) {
        return event(
                customer, id, ShopEvent.Kind.TRACK, name, at, properties, Json.object(), false, ShopEvent.Trust.SERVER);
    }

    public static ShopEvent historical(String id, String name, Instant at, ObjectNode properties) {
        return event(ANNA, id, ShopEvent.Kind.TRACK, name, at, properties, Json.object(), true, ShopEvent.Trust.SERVER);
    }

    public static ShopEvent identify(String id, Instant at, ObjectNode traits, ShopEvent.Trust trust) {
        return event(ANNA, id, ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, at, Json.object(), traits, false, trust);
    }

    public static ShopEvent added(String id, String product, int quantity, Instant at) {
        return track(
                id,
                "Product Added",
                at,
                Json.object()
                        .put("product_id", product)
                        .put("name", "Café " + product)
                        .put("price", "12.50")
                        .put("quantity", quantity)
                        .put("currency", "EUR"));
    }

    public static ShopEvent ordered(String id, String orderId, String total, Instant at) {
        return track(
                id,
                "Order Completed",
                at,
                Json.object().put("order_id", orderId).put("total", total).put("currency", "EUR"));
    }

    public static ShopEvent consent(String id, String status, Instant at) {
        return track(
                id,
                ShopEvent.CONSENT_UPDATED,
                at,
                Json.object().put("channel", "email").put("status", status));
    }

    public static EngagementEvent clicked(String id, Instant at) {
        return new EngagementEvent(
                id,
                EngagementEvent.Kind.CLICKED,
                ANNA,
                "anna",
                "m1",
                "email",
                "welcome",
                "1",
                "welcome",
                null,
                at,
                false,
                null,
                "https://shop.example/",
                null);
    }

    /** The same of another customer. */
    public static ShopEvent of(CustomerId customer, ShopEvent event) {
        return new ShopEvent(
                event.id(),
                event.kind(),
                event.name(),
                customer,
                List.of(),
                null,
                null,
                event.timestamp(),
                event.receivedAt(),
                event.source(),
                event.trust(),
                event.historical(),
                event.properties(),
                event.traits(),
                event.context());
    }

    private static ShopEvent event(
            CustomerId customer,
            String id,
            ShopEvent.Kind kind,
            String name,
            Instant at,
            ObjectNode properties,
            ObjectNode traits,
            boolean historical,
            ShopEvent.Trust trust) {
        return new ShopEvent(
                id,
                kind,
                name,
                customer,
                List.of(),
                "anna",
                null,
                at,
                at,
                "test",
                trust,
                historical,
                properties,
                traits,
                Json.object());
    }
}
