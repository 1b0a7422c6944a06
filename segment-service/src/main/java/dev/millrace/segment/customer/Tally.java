package dev.millrace.segment.customer;

import java.util.List;

/** How often, when first, when last: in milliseconds, of no meaning while the count is 0. */
public record Tally(long count, long first, long last) implements Accumulator {

    static final Tally EMPTY = new Tally(0, Long.MAX_VALUE, Long.MIN_VALUE);

    @Override
    public Tally plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        return new Tally(count + 1, Math.min(first, at), Math.max(last, at));
    }

    @Override
    public Tally merge(Accumulator other, AccumulatorSpec spec) {
        Tally tally = (Tally) other;
        return new Tally(count + tally.count, Math.min(first, tally.first), Math.max(last, tally.last));
    }
}
