package dev.millrace.segment.population;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.OrderLedger;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The three measures by which customers who bought are compared: how lately, how often, how much.
 *
 * @param last when the newest order that counts was completed
 * @param total of all orders that count, net
 */
record Rfm(Instant last, long orders, BigDecimal total) {

    static final String RECENCY = "rfm.recency";
    static final String FREQUENCY = "rfm.frequency";
    static final String MONETARY = "rfm.monetary";
    static final String CELL = "rfm.cell";

    private static final int FIFTHS = 5;

    /** Cells by recency (rows, 1 to 5) and frequency (columns, 1 to 5). */
    private static final List<List<String>> CELLS = List.of(
            List.of("hibernating", "hibernating", "at-risk", "at-risk", "cannot-lose"),
            List.of("hibernating", "hibernating", "at-risk", "at-risk", "cannot-lose"),
            List.of("about-to-sleep", "about-to-sleep", "need-attention", "loyal", "loyal"),
            List.of("promising", "potential-loyalists", "potential-loyalists", "loyal", "loyal"),
            List.of("new-customers", "potential-loyalists", "potential-loyalists", "champions", "champions"));

    /** Nothing for somebody without an order that counts. */
    static Optional<Rfm> of(CustomerState state) {
        OrderLedger ledger = state.orders();
        List<OrderLedger.Order> live =
                ledger.newest().stream().filter(OrderLedger.Order::isLive).toList();
        if (live.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal total = live.stream().map(OrderLedger.Order::net).reduce(ledger.olderTotal(), BigDecimal::add);
        return Optional.of(new Rfm(live.get(0).at(), live.size() + ledger.older(), total));
    }

    /** 1 to 5: the fifth of the base that somebody belongs to, by the share of it that has less. */
    static int fifth(double shareBelow) {
        return Math.min(FIFTHS, 1 + (int) (shareBelow * FIFTHS));
    }

    static String cell(int recency, int frequency) {
        return CELLS.get(recency - 1).get(frequency - 1);
    }
}
