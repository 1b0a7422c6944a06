package dev.millrace.segment.customer;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** When each value was last seen, in milliseconds; at most the spec's limit of values, those seen last. */
public record LastSeen(SortedMap<String, Long> byValue) implements Accumulator {

    static final LastSeen EMPTY = new LastSeen(new TreeMap<>());

    public LastSeen {
        byValue = Collections.unmodifiableSortedMap(byValue);
    }

    @Override
    public LastSeen plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        SortedMap<String, Long> more = new TreeMap<>(byValue);
        values.forEach(value -> more.merge(text(value), at, Math::max));
        return bounded(more, spec);
    }

    @Override
    public LastSeen merge(Accumulator other, AccumulatorSpec spec) {
        SortedMap<String, Long> more = new TreeMap<>(byValue);
        ((LastSeen) other).byValue.forEach((value, at) -> more.merge(value, at, Math::max));
        return bounded(more, spec);
    }

    /** 1 and 1.0 are one value. */
    public static String text(Trait.Value value) {
        return value instanceof Trait.Value.Number number
                ? number.number().stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private static LastSeen bounded(SortedMap<String, Long> byValue, AccumulatorSpec spec) {
        if (!byValue.isEmpty()) {
            long newest = Collections.max(byValue.values());
            byValue.values().removeIf(at -> newest - at >= spec.windowMillis());
        }
        if (byValue.size() > spec.limit()) {
            byValue.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .limit(byValue.size() - (long) spec.limit())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(byValue::remove);
        }
        return new LastSeen(byValue);
    }
}
