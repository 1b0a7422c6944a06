package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rules keep once for each product, category or brand: of the {@value #MAX_KEPT} that the customer's events named
 * last. What falls out is forgotten, and starts anew if it comes back.
 */
public record Slices(Map<Dimension, SortedMap<String, Kept>> byDimension) {

    public static final int MAX_KEPT = 20;
    public static final Slices EMPTY = new Slices(Map.of());

    private static final Comparator<Map.Entry<String, Kept>> OLDEST_FIRST = Comparator.comparing(
                    (Map.Entry<String, Kept> entry) -> entry.getValue().last())
            .thenComparing(Map.Entry::getKey);

    /** One value's accumulators. */
    public record Kept(Instant last, Accumulators accumulators) {}

    public Slices {
        byDimension = Collections.unmodifiableMap(byDimension);
    }

    public SortedMap<String, Kept> of(Dimension dimension) {
        return byDimension.getOrDefault(dimension, Collections.emptySortedMap());
    }

    /** Whether both are about the same values; what is kept of them may differ. */
    public boolean namesTheSame(Slices other, Dimension dimension) {
        return of(dimension).keySet().equals(other.of(dimension).keySet());
    }

    Slices with(Dimension dimension, SortedMap<String, Kept> changed) {
        while (changed.size() > MAX_KEPT) {
            changed.remove(Collections.min(changed.entrySet(), OLDEST_FIRST).getKey());
        }
        Map<Dimension, SortedMap<String, Kept>> all = new EnumMap<>(Dimension.class);
        all.putAll(byDimension);
        all.put(dimension, Collections.unmodifiableSortedMap(changed));
        return new Slices(all);
    }

    Slices keptBy(AccumulatorPlan plan) {
        Slices kept = EMPTY;
        for (Dimension dimension : plan.dimensions()) {
            SortedMap<String, Kept> changed = new TreeMap<>(of(dimension));
            changed.replaceAll(
                    (value, it) -> new Kept(it.last(), it.accumulators().keptBy(plan)));
            kept = changed.isEmpty() ? kept : kept.with(dimension, changed);
        }
        return kept;
    }

    Slices merge(Slices other, AccumulatorPlan plan) {
        Slices merged = this;
        for (Map.Entry<Dimension, SortedMap<String, Kept>> entry : other.byDimension.entrySet()) {
            SortedMap<String, Kept> both = new TreeMap<>(of(entry.getKey()));
            entry.getValue()
                    .forEach((value, there) -> both.merge(
                            value,
                            there,
                            (some, more) -> new Kept(
                                    some.last().isBefore(more.last()) ? more.last() : some.last(),
                                    some.accumulators().merge(more.accumulators(), plan))));
            merged = merged.with(entry.getKey(), both);
        }
        return merged;
    }
}
