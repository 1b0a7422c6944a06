package dev.millrace.quickstart.history;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an import did. Every row of the file is in {@code rows}, and either became part of an event or is counted in
 * {@code skipped} with the reason.
 *
 * @param orders orders, or whatever else the rows tell of, that were stored
 * @param refunds orders that came back and were stored
 * @param customers different customers of what was stored
 * @param skipped reason to number of rows
 * @param shortened orders with so many lines that not all of their lines were sent; their totals are whole
 */
public record Summary(long rows, long orders, long refunds, long customers, Map<String, Long> skipped, long shortened) {

    public Summary {
        skipped = Map.copyOf(new TreeMap<>(skipped));
    }

    public long skippedRows() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For people, of a file of orders. */
    public String text() {
        return text(RowKind.ORDERS);
    }

    /** For people. */
    public String text(RowKind kind) {
        StringBuilder text = new StringBuilder(
                switch (kind) {
                    case ORDERS ->
                        "%,d rows: %,d orders and %,d refunds of %,d customers"
                                .formatted(rows, orders, refunds, customers);
                    case CUSTOMERS -> "%,d rows: %,d customers".formatted(rows, customers);
                    case CONSENTS -> "%,d rows: %,d permissions of %,d customers".formatted(rows, orders, customers);
                    case PRODUCTS -> "%,d rows: %,d products".formatted(rows, customers);
                });
        if (shortened > 0) {
            text.append(
                    "%n%,d orders had more lines than an event may hold; their totals are whole".formatted(shortened));
        }
        text.append("%n%,d rows were skipped".formatted(skippedRows()));
        new TreeMap<>(skipped).forEach((reason, number) -> text.append("%n  %,d: %s".formatted(number, reason)));
        return text.toString();
    }
}
