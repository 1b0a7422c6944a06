package dev.millrace.segment.evaluation;

import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Histories without what the language leaves open. */
final class Histories {

    private Histories() {}

    /** Without two contents of an order at one instant: which is the newest? */
    static List<CustomerEvent> withoutOrderTies(List<CustomerEvent> history) {
        Set<String> seen = new HashSet<>();
        return history.stream()
                .filter(event -> !(event instanceof CustomerEvent.AtShop shop)
                        || !isContent(shop.event())
                        || seen.add(orderId(shop.event()) + " at " + event.at()))
                .toList();
    }

    /** With one Order Completed for each order: whether another one empties the cart again is left open. */
    static List<CustomerEvent> orderedOnce(List<CustomerEvent> history) {
        Set<String> seen = new HashSet<>();
        return history.stream()
                .filter(event -> !(event instanceof CustomerEvent.AtShop shop)
                        || !shop.event().name().equals("Order Completed")
                        || seen.add(orderId(shop.event())))
                .toList();
    }

    private static boolean isContent(ShopEvent event) {
        return event.name().equals("Order Completed") || event.name().equals("Order Updated");
    }

    private static String orderId(ShopEvent event) {
        return event.properties().path("order_id").asText(event.id());
    }
}
