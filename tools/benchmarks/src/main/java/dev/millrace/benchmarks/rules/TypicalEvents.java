package dev.millrace.benchmarks.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a customer of a shop does, event by event. */
final class TypicalEvents {

    static final CustomerId ANNA = CustomerId.user("anna-4711");

    private static final Duration AFTERWARDS = Duration.ofMinutes(1);

    private TypicalEvents() {}

    /**
     * Events of several kinds that come after {@link BusyCustomer#NOW}, move the customer into or out of no segment, and
     * each touch the same number of those in {@link SegmentMix}.
     *
     * @param segments 0, 1 or 3
     */
    static List<CustomerEvent> touching(int segments) {
        Instant at = BusyCustomer.NOW.plus(AFTERWARDS);
        return switch (segments) {
            case 0 ->
                List.of(
                        track("Products Searched", at, Json.object().put("query", "winter boots")),
                        track(
                                "Product List Viewed",
                                at,
                                Json.object().put("list_id", "new").put("category", "boots")),
                        track(
                                "Promotion Viewed",
                                at,
                                Json.object().put("promotion_id", "spring").put("position", 2)),
                        track("Store Finder Opened", at, Json.object()));
            case 1 ->
                List.of(
                        track("Article Read", at, Json.object().put("title", "How to clean boots")),
                        track("Trial Started", at, Json.object().put("plan", "yearly")),
                        track("Trial Extended", at, Json.object().put("plan", "yearly")),
                        identified(at, Json.object().put("language", "de").put("plan", "yearly")));
            case 3 ->
                List.of(page(at, "/boots"), viewed("p6", "boots", at), added("p6", "boots", at), clicked("m9", at));
            default -> throw new IllegalArgumentException("no events touch " + segments + " segments");
        };
    }

    static CustomerEvent viewed(String product, String category, Instant at) {
        return track("Product Viewed", at, product(product, category));
    }

    static CustomerEvent added(String product, String category, Instant at) {
        return track("Product Added", at, product(product, category).put("quantity", 1));
    }

    static CustomerEvent ordered(String order, String total, Instant at, String... products) {
        ObjectNode properties =
                Json.object().put("order_id", order).put("total", total).put("currency", "EUR");
        for (String product : products) {
            properties.withArray("products").add(product(product, "boots").put("quantity", 1));
        }
        return track("Order Completed", at, properties);
    }

    static CustomerEvent page(Instant at, String path) {
        ObjectNode context = Json.object();
        context.putObject("page").put("path", path).put("url", "https://shop.example" + path);
        context.putObject("campaign").put("source", "newsletter").put("medium", "email");
        return event(ShopEvent.Kind.PAGE, ShopEvent.PAGE_VIEWED, at, Json.object(), Json.object(), context);
    }

    static CustomerEvent identified(Instant at, ObjectNode traits) {
        return event(ShopEvent.Kind.IDENTIFY, ShopEvent.IDENTIFY, at, Json.object(), traits, Json.object());
    }

    static CustomerEvent track(String name, Instant at, ObjectNode properties) {
        return event(ShopEvent.Kind.TRACK, name, at, properties, Json.object(), Json.object());
    }

    static CustomerEvent delivered(String message, Instant at) {
        return mail(EngagementEvent.Kind.DELIVERED, message, at);
    }

    static CustomerEvent opened(String message, Instant at) {
        return mail(EngagementEvent.Kind.OPENED, message, at);
    }

    static CustomerEvent clicked(String message, Instant at) {
        return mail(EngagementEvent.Kind.CLICKED, message, at);
    }

    private static ObjectNode product(String id, String category) {
        return Json.object()
                .put("product_id", id)
                .put("name", "Winter boot " + id)
                .put("category", category)
                .put("brand", "Northern")
                .put("price", "79.90")
                .put("currency", "EUR")
                .put("url", "https://shop.example/" + id);
    }

    private static CustomerEvent event(
            ShopEvent.Kind kind,
            String name,
            Instant at,
            ObjectNode properties,
            ObjectNode traits,
            ObjectNode context) {
        return new CustomerEvent.AtShop(new ShopEvent(
                name + " " + at,
                kind,
                name,
                ANNA,
                List.of(),
                "anna-4711",
                null,
                at,
                at,
                "storefront",
                ShopEvent.Trust.SERVER,
                false,
                properties,
                traits,
                context));
    }

    private static CustomerEvent mail(EngagementEvent.Kind kind, String message, Instant at) {
        return new CustomerEvent.WithMessage(new EngagementEvent(
                message + " " + kind,
                kind,
                ANNA,
                "anna-4711",
                message,
                "email",
                "newsletter",
                "1",
                "newsletter",
                null,
                at,
                false,
                kind == EngagementEvent.Kind.DELIVERED ? true : null,
                kind == EngagementEvent.Kind.CLICKED ? "https://shop.example/p6" : null,
                null));
    }
}
