package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Single entries with their values, newest first: for windows over values, and for orders, which can be corrected. */
public record Rows(List<Row> newestFirst) implements Accumulator {

    static final Rows EMPTY = new Rows(List.of());

    private static final Comparator<Row> NEWEST_FIRST = Comparator.comparingLong(Row::at)
            .reversed()
            .thenComparingInt(Row::order)
            .thenComparing(row -> row.value().toString());

    /** Stands for an event of which no property is asked, or whose amount can't be converted. */
    public static final Trait.Value PRESENT = new Trait.Value.Flag(true);

    /**
     * @param at in milliseconds; {@link #PENDING} for an order that is not complete yet
     * @param order fingerprint of the order's id; 0 if it is none
     * @param value {@link #PRESENT} where only the instant matters
     */
    public record Row(long at, int order, Trait.Value value) {}

    /** Later than every instant that is asked for, so that nobody counts it. */
    static final long PENDING = Long.MAX_VALUE;

    private static final int MAX_OF_ORDER = 200;

    public Rows {
        newestFirst = List.copyOf(newestFirst);
    }

    @Override
    public Rows plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        List<Row> more = new ArrayList<>(newestFirst);
        values.forEach(value -> more.add(new Row(at, 0, value)));
        return bounded(more, spec);
    }

    @Override
    public Rows merge(Accumulator other, AccumulatorSpec spec) {
        List<Row> more = new ArrayList<>(newestFirst);
        more.addAll(((Rows) other).newestFirst);
        return bounded(more, spec);
    }

    /** Replaces an order's rows by what its newest content says. */
    Rows withOrder(OrderLedger.Order order, List<Trait.Value> values, AccumulatorSpec spec) {
        List<Row> more = new ArrayList<>(newestFirst);
        int key = order.key();
        more.removeIf(row -> row.order() == key);
        values.stream().limit(MAX_OF_ORDER).forEach(value -> more.add(new Row(PENDING, key, value)));
        return new Rows(more).corrected(order, spec);
    }

    /** Brings an order's rows in line with what became of it: completed, refunded, cancelled. */
    Rows corrected(OrderLedger.Order order, AccumulatorSpec spec) {
        int key = order.key();
        List<Row> rows = new ArrayList<>(newestFirst.size());
        for (Row row : newestFirst) {
            if (row.order() != key) {
                rows.add(row);
            } else if (!order.cancelled()) {
                Trait.Value value = spec.netTotal() ? netOf(order) : row.value();
                rows.add(new Row(order.isComplete() ? order.at().toEpochMilli() : PENDING, row.order(), value));
            }
        }
        return bounded(rows, spec);
    }

    private static Trait.Value netOf(OrderLedger.Order order) {
        BigDecimal net = order.net();
        return net == null ? PRESENT : new Trait.Value.Number(net);
    }

    Rows without(Set<Integer> orders) {
        List<Row> rows = new ArrayList<>(newestFirst);
        rows.removeIf(row -> orders.contains(row.order()));
        return new Rows(rows);
    }

    private static Rows bounded(List<Row> rows, AccumulatorSpec spec) {
        rows.sort(NEWEST_FIRST);
        int tooMany = Math.max(0, rows.size() - spec.limit());
        int pending = 0;
        while (pending < tooMany && rows.get(pending).at() == PENDING) {
            pending++;
        }
        rows.subList(0, pending).clear();
        int kept = Math.min(rows.size(), spec.limit());
        if (!spec.ofOrders()) {
            while (kept > 0 && rows.get(0).at() - rows.get(kept - 1).at() >= spec.windowMillis()) {
                kept--;
            }
        }
        return new Rows(rows.subList(0, kept));
    }
}
