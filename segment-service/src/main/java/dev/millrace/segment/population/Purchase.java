package dev.millrace.segment.population;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.EventFacts;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one order that counts was of. */
public record Purchase(Instant at, List<Line> lines) {

    static final int MAX_NAME = 200;

    /** One line of an order. */
    record Line(String product, @Nullable String category) {}

    public Purchase {
        lines = List.copyOf(lines);
    }

    /** The orders of a customer that the timeline still knows, newest first, each once however often it was told. */
    public static List<Purchase> of(CustomerState customer, Timeline timeline) {
        Map<String, Purchase> purchases = new LinkedHashMap<>();
        for (PastEvent event : timeline.events()) {
            if (event.facts().name().equals(OrderLedger.ORDER_COMPLETED)) {
                String told = event.facts().properties().path("order_id").asText("");
                String id = told.isEmpty() ? event.id() : told;
                customer.orders()
                        .find(id)
                        .filter(OrderLedger.Order::isLive)
                        .ifPresent(order ->
                                purchases.computeIfAbsent(id, it -> new Purchase(order.at(), lines(event.facts()))));
            }
        }
        return List.copyOf(purchases.values());
    }

    /** The products of an order, by their id or else their stock keeping unit. */
    private static List<Line> lines(EventFacts order) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : order.lines()) {
            String product = line.hasNonNull("product_id")
                    ? line.path("product_id").asText()
                    : line.path("sku").asText("");
            String category = line.path("category").asText("");
            if (!product.isBlank() && product.length() <= MAX_NAME && category.length() <= MAX_NAME) {
                lines.add(new Line(product, category.isBlank() ? null : category));
            }
        }
        return lines;
    }
}
