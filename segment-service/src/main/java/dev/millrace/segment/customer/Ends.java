package dev.millrace.segment.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value at the first event that had one, and at the last; at one instant the smaller text comes first. */
public record Ends(long firstAt, Trait.@Nullable Value first, long lastAt, Trait.@Nullable Value last)
        implements Accumulator {

    static final Ends EMPTY = new Ends(0, null, 0, null);

    @Override
    public Ends plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        Ends ends = this;
        for (Trait.Value value : values) {
            ends = ends.merged(new Ends(at, value, at, value));
        }
        return ends;
    }

    @Override
    public Ends merge(Accumulator other, AccumulatorSpec spec) {
        return merged((Ends) other);
    }

    private Ends merged(Ends other) {
        if (first == null || last == null) {
            return other;
        }
        if (other.first == null || other.last == null) {
            return this;
        }
        boolean firstIsOther = comesBefore(other.firstAt, other.first, firstAt, first);
        boolean lastIsOther = comesBefore(lastAt, last, other.lastAt, other.last);
        return new Ends(
                firstIsOther ? other.firstAt : firstAt,
                firstIsOther ? other.first : first,
                lastIsOther ? other.lastAt : lastAt,
                lastIsOther ? other.last : last);
    }

    private static boolean comesBefore(long at, Trait.Value value, long otherAt, Trait.Value otherValue) {
        return at == otherAt ? value.toString().compareTo(otherValue.toString()) < 0 : at < otherAt;
    }
}
