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
        BigDecimal amount = amount(properties);
        Order order =
                switch (event.name()) {
                    case REFUNDED -> known.refunds(Fold.text(properties, "refund_id"), refund(event, amount));
                    case CANCELLED -> known.cancels();
                    case UPDATED -> isNewest ? known.says(total(event, amount), content) : known;
                    default -> (isNewest ? known.says(total(event, amount), content) : known).completed(at);
                };
        boolean says = isNewest && (event.name().equals(UPDATED) || event.name().equals(OrderLedger.ORDER_COMPLETED));
        OrderLedger changed = orders.with(order);
        return new OrderFold(
                event.isForeign() ? changed : changed.paidIn(Fold.text(properties, "currency"), at), order, says);
    }

    /** An order without an amount came to nothing; of one that can't be converted, nobody knows to what. */
    private static @Nullable BigDecimal total(EventFacts event, @Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : event.inShopCurrency(amount, null);
    }

    /** Null refunds everything; of an amount that can't be converted nothing is taken off. */
    private static @Nullable BigDecimal refund(EventFacts event, @Nullable BigDecimal amount) {
        BigDecimal converted = amount == null ? null : event.inShopCurrency(amount, null);
        return amount != null && converted == null ? BigDecimal.ZERO : converted;
    }

    private static @Nullable BigDecimal amount(JsonNode properties) {
        BigDecimal total = Fold.decimal(properties.get("total"));
        return total == null ? Fold.decimal(properties.get("revenue")) : total;
    }
}
