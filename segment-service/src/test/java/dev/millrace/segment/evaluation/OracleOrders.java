package dev.millrace.segment.evaluation;

import dev.millrace.segment.evaluation.OracleEvents.Seen;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts orders together from everything that was told of them, in whatever order it was told. */
final class OracleOrders {

    private OracleOrders() {}

    /** One event for each order that counts, at the order's instant, with its newest content and what was paid in the end. */
    static List<Seen> of(List<Seen> events) {
        Set<String> ids = named(events, "order_completed").stream()
                .map(OracleOrders::orderId)
                .collect(Collectors.toSet());
        List<Seen> orders = new ArrayList<>();
        for (String id : ids) {
            List<Seen> ofOrder =
                    events.stream().filter(event -> orderId(event).equals(id)).toList();
            if (named(ofOrder, "order_cancelled").isEmpty()) {
                orders.add(order(id, ofOrder));
            }
        }
        orders.sort(Comparator.comparing(Seen::at));
        return orders;
    }

    private static Seen order(String id, List<Seen> told) {
        List<Seen> contents = new ArrayList<>(named(told, "order_completed"));
        Seen first = contents.stream().min(Comparator.comparing(Seen::at)).orElseThrow();
        contents.addAll(named(told, "order_updated"));
        contents.sort(Comparator.comparing(Seen::at));
        Seen newest = contents.get(contents.size() - 1);
        Optional<Object> paid = paid(newest, named(told, "order_refunded"));
        return new Seen(
                id, "order_completed", first.at(), newest.properties(), newest.context(), newest.lines(), paid, true);
    }

    /** Empty if nobody knows. */
    private static Optional<Object> paid(Seen order, List<Seen> refunds) {
        BigDecimal refunded = BigDecimal.ZERO;
        Set<String> ids = new HashSet<>();
        for (Seen refund : refunds) {
            if (total(refund).isEmpty() && !isUnknown(refund)) {
                return Optional.of(BigDecimal.ZERO);
            }
            boolean again = !ids.add(
                    OracleEvents.text(refund.properties(), "refund_id").orElse("refund without an id: " + refund.id()));
            refunded = again ? refunded : refunded.add(total(refund).orElse(BigDecimal.ZERO));
        }
        return isUnknown(order)
                ? Optional.empty()
                : Optional.of(total(order).orElse(BigDecimal.ZERO).subtract(refunded));
    }

    /** An amount was told, but not in a currency that the shop knows. */
    private static boolean isUnknown(Seen event) {
        return event.properties().path("total").isNull()
                || !event.properties().has("total")
                        && event.properties().path("revenue").isNull();
    }

    private static Optional<BigDecimal> total(Seen event) {
        return event.field("total").or(() -> event.field("revenue")).flatMap(Told::number);
    }

    private static String orderId(Seen event) {
        return OracleEvents.text(event.properties(), "order_id").orElse(event.id());
    }

    private static List<Seen> named(List<Seen> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }
}
