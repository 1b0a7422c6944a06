package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customer's orders: the {@value #MAX_ORDERS} newest one by one, and the total of all, net of refunds. An order whose
 * id stands in the ledger is not added again.
 *
 * @param newest newest first
 * @param total of all orders ever, less refunds, as the shop sent them
 * @param currency of the last order that named one
 */
public record OrderLedger(List<Order> newest, BigDecimal total, @Nullable String currency) {

    public static final int MAX_ORDERS = 200;
    public static final OrderLedger EMPTY = new OrderLedger(List.of(), BigDecimal.ZERO, null);

    private static final Comparator<Order> NEWEST_FIRST =
            Comparator.comparing(Order::at).reversed().thenComparing(Order::id);

    /** An order as it was completed. {@code id} is the shop's order id, or the event's id where the shop sent none. */
    public record Order(String id, Instant at, BigDecimal total) {}

    public OrderLedger {
        newest = List.copyOf(newest);
    }

    boolean contains(String orderId) {
        return newest.stream().anyMatch(order -> order.id().equals(orderId));
    }

    OrderLedger plus(Order order, @Nullable String orderCurrency) {
        List<Order> orders = new ArrayList<>(newest);
        orders.add(order);
        orders.sort(NEWEST_FIRST);
        return new OrderLedger(
                orders.subList(0, Math.min(orders.size(), MAX_ORDERS)),
                total.add(order.total()),
                orderCurrency == null ? currency : orderCurrency);
    }

    OrderLedger refunded(BigDecimal amount) {
        return new OrderLedger(newest, total.subtract(amount), currency);
    }

    /** The total of an order in the ledger, or nothing to give back. */
    BigDecimal totalOf(String orderId) {
        return newest.stream()
                .filter(order -> order.id().equals(orderId))
                .map(Order::total)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }
}
