package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rules keep once for each product, category or brand: of the {@value #MAX_KEPT} that the customer's events named
 * last. What falls out is forgotten, and starts anew if it comes back.
 */
public record Slices(Map<Dimension, NameMap<Kept>> byDimension) {

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

    public NameMap<Kept> of(Dimension dimension) {
        return byDimension.getOrDefault(dimension, NameMap.empty());
    }

    /** Whether both are about the same values; what is kept of them may differ. */
    public boolean namesTheSame(Slices other, Dimension dimension) {
        return of(dimension).hasNamesOf(other.of(dimension));
    }

    Slices with(Dimension dimension, NameMap<Kept> changed) {
        NameMap<Kept> kept = changed;
        while (kept.size() > MAX_KEPT) {
            kept = kept.without(Collections.min(kept.entrySet(), OLDEST_FIRST).getKey());
        }
        Map<Dimension, NameMap<Kept>> all = new EnumMap<>(Dimension.class);
        all.putAll(byDimension);
        all.put(dimension, kept);
        return new Slices(all);
    }

    Slices keptBy(AccumulatorPlan plan) {
        if (areKeptBy(plan)) {
            return this;
        }
        Slices kept = EMPTY;
        for (Dimension dimension : plan.dimensions()) {
            NameMap<Kept> changed = of(dimension)
                    .mapped((value, it) -> new Kept(it.last(), it.accumulators().keptBy(plan)));
            kept = changed.isEmpty() ? kept : kept.with(dimension, changed);
        }
        return kept;
    }

    private boolean areKeptBy(AccumulatorPlan plan) {
        for (Map.Entry<Dimension, NameMap<Kept>> entry : byDimension.entrySet()) {
            if (!plan.has(entry.getKey()) || !areKeptBy(plan, entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean areKeptBy(AccumulatorPlan plan, NameMap<Kept> values) {
        for (Kept value : values.values()) {
            if (!value.accumulators().areKeptBy(plan)) {
                return false;
            }
        }
        return true;
    }

    Slices merge(Slices other, AccumulatorPlan plan) {
        Slices merged = this;
        for (Map.Entry<Dimension, NameMap<Kept>> entry : other.byDimension.entrySet()) {
            Map<String, Kept> both = new TreeMap<>(of(entry.getKey()));
            entry.getValue()
                    .forEach((value, there) -> both.merge(
                            value,
                            there,
                            (some, more) -> new Kept(
                                    some.last().isBefore(more.last()) ? more.last() : some.last(),
                                    some.accumulators().merge(more.accumulators(), plan))));
            merged = merged.with(entry.getKey(), NameMap.copyOf(both));
        }
        return merged;
    }
}
