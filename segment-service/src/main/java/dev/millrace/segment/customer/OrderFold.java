package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.segment.customer.OrderLedger.Content;
import dev.millrace.segment.customer.OrderLedger.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an event changes an order. In whatever order the events of one order come, it ends the same. */
record OrderFold(OrderLedger ledger, Order order, boolean saysContent) {

    private static final String UPDATED = "order_updated";
    private static final String REFUNDED = "order_refunded";
    private static final String CANCELLED = "order_cancelled";
    private static final Set<String> CHANGES = Set.of(OrderLedger.ORDER_COMPLETED, UPDATED, REFUNDED, CANCELLED);

    static boolean concerns(String event) {
        return CHANGES.contains(event);
    }

    /** Whether any event about an order has been folded into the customer. */
    static boolean isMentioned(CustomerState state) {
        return CHANGES.stream().anyMatch(state.events()::containsKey);
    }

    /** Null for an event that is about no order. */
    static @Nullable OrderFold apply(Part<OrderLedger> ledger, String eventId, EventFacts event, Instant at) {
        if (!CHANGES.contains(event.name())) {
            return null;
        }
        OrderLedger orders = ledger.get();
        JsonNode properties = event.properties();
        String told = Fold.text(properties, "order_id");
        String id = told == null || told.isEmpty() ? eventId : told;
        Order known = orders.find(id).orElseGet(() -> Order.unheardOf(id, at)).mentioned(at);
        Content content = new Content(at.toEpochMilli(), Fingerprint.shortOf(eventId));
        boolean isNewest = content.isNewerThan(known.content());
        BigDecimal total = total(properties);
        Order order =
                switch (event.name()) {
                    case REFUNDED -> known.refunds(total);
                    case CANCELLED -> known.cancels();
                    case UPDATED -> isNewest ? known.says(orZero(total), content) : known;
                    default -> (isNewest ? known.says(orZero(total), content) : known).completed(at);
                };
        boolean says = isNewest && (event.name().equals(UPDATED) || event.name().equals(OrderLedger.ORDER_COMPLETED));
        return new OrderFold(orders.with(order).paidIn(Fold.text(properties, "currency"), at), order, says);
    }

    private static BigDecimal orZero(@Nullable BigDecimal total) {
        return total == null ? BigDecimal.ZERO : total;
    }

    private static @Nullable BigDecimal total(JsonNode properties) {
        BigDecimal total = Fold.decimal(properties.get("total"));
        return total == null ? Fold.decimal(properties.get("revenue")) : total;
    }
}
