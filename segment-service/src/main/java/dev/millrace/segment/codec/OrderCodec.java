package dev.millrace.segment.codec;

import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.OrderLedger.Content;
import dev.millrace.segment.customer.OrderLedger.Order;
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

    private OrderCodec() {}

    static void write(ByteWriter out, OrderLedger orders) {
        out.unsigned(orders.newest().size());
        for (Order order : orders.newest()) {
            write(out, order);
        }
        out.unsigned(orders.older());
        out.decimal(orders.olderTotal());
        out.optionalInstant(orders.olderFirst());
        out.optionalText(orders.currency());
        out.optionalInstant(orders.currencyAt());
    }

    static OrderLedger read(ByteReader in) {
        int size = in.size();
        List<Order> orders = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            orders.add(readOrder(in));
        }
        return new OrderLedger(
                orders, in.unsigned(), in.decimal(), in.optionalInstant(), in.optionalText(), in.optionalInstant());
    }

    private static void write(ByteWriter out, Order order) {
        BigDecimal refunded = order.refunded();
        boolean isRefunded = refunded != null && refunded.signum() != 0;
        boolean hasContent = !order.content().equals(Content.NONE);
        out.octet((order.isComplete() ? COMPLETE : 0)
                | (order.cancelled() ? CANCELLED : 0)
                | (isRefunded ? REFUNDED : 0)
                | (refunded == null ? WHOLLY_REFUNDED : 0)
                | (hasContent ? HAS_CONTENT : 0));
        out.text(order.id());
        out.instant(order.at());
        out.decimal(order.total());
        if (isRefunded && refunded != null) {
            out.decimal(refunded);
        }
        if (hasContent) {
            out.signed(order.content().at() - order.at().toEpochMilli());
            out.four(order.content().event());
        }
    }

    private static Order readOrder(ByteReader in) {
        int flags = in.octet();
        String id = in.text();
        Instant at = in.instant();
        BigDecimal total = in.decimal();
        BigDecimal refunded =
                (flags & WHOLLY_REFUNDED) != 0 ? null : (flags & REFUNDED) != 0 ? in.decimal() : BigDecimal.ZERO;
        Content content =
                (flags & HAS_CONTENT) != 0 ? new Content(at.toEpochMilli() + in.signed(), in.four()) : Content.NONE;
        return new Order(id, at, (flags & COMPLETE) != 0, (flags & CANCELLED) != 0, total, refunded, content);
    }
}
