package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer's orders by id: the {@value #MAX_ORDERS} newest one by one, the rest as a number and a total. An order told
 * twice is one; what corrects an order may come before it.
 *
 * @param newest newest first; also orders that are cancelled, or of which only a correction has come so far
 * @param older how many complete orders no longer stand one by one, and {@code olderTotal} what they came to
 * @param currency of the amounts, as the newest order said that was paid in the shop's
 */
public record OrderLedger(
        List<Order> newest,
        long older,
        BigDecimal olderTotal,
        @Nullable Instant olderFirst,
        @Nullable String currency,
        @Nullable Instant currencyAt) {

    public static final String ORDER_COMPLETED = "order_completed";
    public static final int MAX_ORDERS = 200;
    private static final int MAX_REFUNDS = 20;
    public static final OrderLedger EMPTY = new OrderLedger(List.of(), 0, BigDecimal.ZERO, null, null, null);

    private static final Comparator<Order> NEWEST_FIRST =
            Comparator.comparing(Order::at).reversed().thenComparing(Order::id);

    public OrderLedger {
        newest = List.copyOf(newest);
    }

    /**
     * An order as it is now.
     *
     * @param id the shop's order id, or the event's id where the shop sent none
     * @param at when it was completed; until then when it was first heard of
     * @param total as its newest content says, in the shop's currency; 0 while there is none, null if it can't be converted
     * @param refunded what was given back; null if everything was
     * @param refunds of that, what has an id of the shop's: at most {@value #MAX_REFUNDS}, so that one told again counts once
     */
    public record Order(
            String id,
            Instant at,
            boolean isComplete,
            boolean cancelled,
            @Nullable BigDecimal total,
            @Nullable BigDecimal refunded,
            List<Refund> refunds,
            Content content) {

        public Order {
            refunds = List.copyOf(refunds);
        }

        static Order unheardOf(String id, Instant at) {
            return new Order(id, at, false, false, BigDecimal.ZERO, BigDecimal.ZERO, List.of(), Content.NONE);
        }

        /** Names it where the id would take too much room; never 0. */
        int key() {
            int key = Fingerprint.shortOf(id);
            return key == 0 ? 1 : key;
        }

        /** Whether it counts. */
        public boolean isLive() {
            return isComplete && !cancelled;
        }

        /** Null if nobody knows the total in the shop's currency, and not all of it was given back. */
        public @Nullable BigDecimal net() {
            if (refunded == null) {
                return BigDecimal.ZERO;
            }
            return total == null ? null : total.subtract(refunded);
        }

        private BigDecimal netOrZero() {
            BigDecimal net = net();
            return net == null ? BigDecimal.ZERO : net;
        }

        Order completed(Instant when) {
            Instant first = isComplete && at.isBefore(when) ? at : when;
            return new Order(id, first, true, cancelled, total, refunded, refunds, content);
        }

        Order mentioned(Instant when) {
            return isComplete || at.isBefore(when)
                    ? this
                    : new Order(id, when, false, cancelled, total, refunded, refunds, content);
        }

        Order says(@Nullable BigDecimal said, Content by) {
            return new Order(id, at, isComplete, cancelled, said, refunded, refunds, by);
        }

        /** Everything if the amount is null; nothing if a refund of this id is known. */
        Order refunds(@Nullable String refundId, @Nullable BigDecimal amount) {
            if (refundId == null || amount == null) {
                return refunds(amount, refunds);
            }
            Refund refund = new Refund(Fingerprint.shortOf(refundId), amount);
            return knows(refund) ? this : refunds(amount, together(List.of(refund)));
        }

        private Order refunds(@Nullable BigDecimal amount, List<Refund> known) {
            BigDecimal together = refunded == null || amount == null ? null : refunded.add(amount);
            return new Order(id, at, isComplete, cancelled, total, together, known, content);
        }

        private boolean knows(Refund refund) {
            return refunds.stream().anyMatch(known -> known.key() == refund.key());
        }

        private List<Refund> together(List<Refund> others) {
            return Stream.concat(refunds.stream(), others.stream().filter(refund -> !knows(refund)))
                    .limit(MAX_REFUNDS)
                    .toList();
        }

        Order cancels() {
            return new Order(id, at, isComplete, true, total, refunded, refunds, content);
        }

        /** What both were told of was given back once. */
        private @Nullable BigDecimal refundedTogether(Order other) {
            if (refunded == null || other.refunded == null) {
                return null;
            }
            BigDecimal together = refunded.add(other.refunded);
            for (Refund refund : other.refunds) {
                together = knows(refund) ? together.subtract(refund.amount()) : together;
            }
            return together;
        }

        /** The same order as another customer knows it. */
        Order merge(Order other) {
            boolean complete = isComplete || other.isComplete;
            Order timed =
                    isComplete == other.isComplete ? (at.isAfter(other.at) ? other : this) : isComplete ? this : other;
            Order newer = other.content.isNewerThan(content) ? other : this;
            return new Order(
                    id,
                    timed.at,
                    complete,
                    cancelled || other.cancelled,
                    newer.total,
                    refundedTogether(other),
                    together(other.refunds),
                    newer.content);
        }
    }

    /**
     * A refund that the shop gave an id.
     *
     * @param key of the id, which would take too much room
     */
    public record Refund(int key, BigDecimal amount) {}

    /** Which event said what an order consists of: the newest by its own time, at one instant the one of the greater key. */
    public record Content(long at, int event) {

        public static final Content NONE = new Content(Long.MIN_VALUE, Integer.MIN_VALUE);

        boolean isNewerThan(Content other) {
            return at == other.at ? event > other.event : at > other.at;
        }
    }

    /** Complete and not cancelled. */
    public long count() {
        long count = older;
        for (Order order : newest) {
            count += order.isLive() ? 1 : 0;
        }
        return count;
    }

    /** Of all orders ever that could be converted, less refunds, in the shop's currency. */
    public BigDecimal total() {
        BigDecimal total = olderTotal;
        for (Order order : newest) {
            total = order.isLive() ? total.add(order.netOrZero()) : total;
        }
        return total;
    }

    public @Nullable Instant first() {
        if (olderFirst != null) {
            return olderFirst;
        }
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i).isLive()) {
                return newest.get(i).at();
            }
        }
        return null;
    }

    public @Nullable Instant last() {
        for (Order order : newest) {
            if (order.isLive()) {
                return order.at();
            }
        }
        return null;
    }

    public Optional<Order> find(String orderId) {
        return newest.stream().filter(order -> order.id().equals(orderId)).findFirst();
    }

    OrderLedger with(Order changed) {
        List<Order> orders = new ArrayList<>(newest.size() + 1);
        for (Order order : newest) {
            if (!order.id().equals(changed.id())) {
                orders.add(order);
            }
        }
        orders.add(changed);
        return bounded(orders);
    }

    OrderLedger paidIn(@Nullable String said, Instant when) {
        boolean isNews = said != null && (currencyAt == null || !when.isBefore(currencyAt));
        return isNews ? new OrderLedger(newest, older, olderTotal, olderFirst, said, when) : this;
    }

    OrderLedger merge(OrderLedger other) {
        OrderLedger merged = new OrderLedger(
                newest,
                older + other.older,
                olderTotal.add(other.olderTotal),
                earlier(olderFirst, other.olderFirst),
                currency,
                currencyAt);
        for (Order order : other.newest) {
            merged = merged.with(
                    find(order.id()).map(known -> known.merge(order)).orElse(order));
        }
        return other.currencyAt == null ? merged : merged.paidIn(other.currency, other.currencyAt);
    }

    private OrderLedger bounded(List<Order> orders) {
        orders.sort(NEWEST_FIRST);
        if (orders.size() <= MAX_ORDERS) {
            return new OrderLedger(orders, older, olderTotal, olderFirst, currency, currencyAt);
        }
        Order dropped = orders.remove(orders.size() - 1);
        boolean counts = dropped.isLive();
        return new OrderLedger(
                orders,
                older + (counts ? 1 : 0),
                counts ? olderTotal.add(dropped.netOrZero()) : olderTotal,
                counts ? earlier(olderFirst, dropped.at()) : olderFirst,
                currency,
                currencyAt);
    }

    private static @Nullable Instant earlier(@Nullable Instant some, @Nullable Instant other) {
        return some == null || other != null && other.isBefore(some) ? other : some;
    }
}
