package dev.millrace.segment.codec;

import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.OrderLedger.Content;
import dev.millrace.segment.customer.OrderLedger.Order;
import dev.millrace.segment.customer.OrderLedger.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The order ledger. An order's flags are one octet; what an ordinary order lacks takes no room. */
final class OrderCodec {

    private static final int COMPLETE = 1;
    private static final int CANCELLED = 2;
    private static final int REFUNDED = 4;
    private static final int WHOLLY_REFUNDED = 8;
    private static final int HAS_CONTENT = 16;
    private static final int UNKNOWN_TOTAL = 32;
    private static final int HAS_REFUNDS = 64;

    private static final int HAS_OLDER = 1;
    private static final int HAS_CURRENCY = 2;

    private OrderCodec() {}

    static void write(ByteWriter out, OrderLedger orders) {
        out.unsigned(orders.newest().size());
        for (Order order : orders.newest()) {
            write(out, order);
        }
        String currency = orders.currency();
        Instant currencyAt = orders.currencyAt();
        boolean hasCurrency = currency != null && currencyAt != null;
        out.octet((orders.older() > 0 ? HAS_OLDER : 0) | (hasCurrency ? HAS_CURRENCY : 0));
        if (orders.older() > 0) {
            out.unsigned(orders.older());
            out.decimal(orders.olderTotal());
            out.optionalInstant(orders.olderFirst());
        }
        if (currency != null && currencyAt != null) {
            out.text(currency);
            out.signed(currencyAt.toEpochMilli() - newest(orders.newest()));
        }
    }

    static OrderLedger read(ByteReader in) {
        int size = in.size();
        List<Order> orders = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            orders.add(readOrder(in));
        }
        int flags = in.octet();
        boolean hasOlder = (flags & HAS_OLDER) != 0;
        boolean hasCurrency = (flags & HAS_CURRENCY) != 0;
        return new OrderLedger(
                orders,
                hasOlder ? in.unsigned() : 0,
                hasOlder ? in.decimal() : BigDecimal.ZERO,
                hasOlder ? in.optionalInstant() : null,
                hasCurrency ? in.text() : null,
                hasCurrency ? Instant.ofEpochMilli(newest(orders) + in.signed()) : null);
    }

    /** Most often the newest order is the one that named the currency last. */
    private static long newest(List<Order> orders) {
        return orders.isEmpty() ? 0 : orders.get(0).at().toEpochMilli();
    }

    private static void write(ByteWriter out, Order order) {
        BigDecimal total = order.total();
        BigDecimal refunded = order.refunded();
        boolean isRefunded = refunded != null && refunded.signum() != 0;
        boolean hasContent = !order.content().equals(Content.NONE);
        out.octet((order.isComplete() ? COMPLETE : 0)
                | (order.cancelled() ? CANCELLED : 0)
                | (isRefunded ? REFUNDED : 0)
                | (refunded == null ? WHOLLY_REFUNDED : 0)
                | (hasContent ? HAS_CONTENT : 0)
                | (total == null ? UNKNOWN_TOTAL : 0)
                | (order.refunds().isEmpty() ? 0 : HAS_REFUNDS));
        out.text(order.id());
        out.instant(order.at());
        if (total != null) {
            out.decimal(total);
        }
        if (isRefunded && refunded != null) {
            out.decimal(refunded);
        }
        if (hasContent) {
            out.signed(order.content().at() - order.at().toEpochMilli());
            out.four(order.content().event());
        }
        if (!order.refunds().isEmpty()) {
            out.unsigned(order.refunds().size());
            for (Refund refund : order.refunds()) {
                out.four(refund.key());
                out.decimal(refund.amount());
            }
        }
    }

    private static Order readOrder(ByteReader in) {
        int flags = in.octet();
        String id = in.text();
        Instant at = in.instant();
        BigDecimal total = (flags & UNKNOWN_TOTAL) != 0 ? null : in.decimal();
        BigDecimal refunded =
                (flags & WHOLLY_REFUNDED) != 0 ? null : (flags & REFUNDED) != 0 ? in.decimal() : BigDecimal.ZERO;
        Content content =
                (flags & HAS_CONTENT) != 0 ? new Content(at.toEpochMilli() + in.signed(), in.four()) : Content.NONE;
        List<Refund> refunds = (flags & HAS_REFUNDS) != 0 ? refunds(in) : List.of();
        return new Order(id, at, (flags & COMPLETE) != 0, (flags & CANCELLED) != 0, total, refunded, refunds, content);
    }

    private static List<Refund> refunds(ByteReader in) {
        int size = in.size();
        List<Refund> refunds = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            refunds.add(new Refund(in.four(), in.decimal()));
        }
        return refunds;
    }
}
