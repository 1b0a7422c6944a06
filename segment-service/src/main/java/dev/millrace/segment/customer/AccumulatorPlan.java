package dev.millrace.segment.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is kept of a customer for one set of rules: derived from the rules, never listed by hand. */
public final class AccumulatorPlan {

    public static final AccumulatorPlan EMPTY = new AccumulatorPlan(List.of(), Set.of());

    private final Map<Long, AccumulatorSpec> byKey = new HashMap<>();
    private final Map<String, List<AccumulatorSpec>> byEvent = new HashMap<>();
    private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);

    /**
     * @param dimensions that rules look at one by one, whatever is kept of each
     */
    public AccumulatorPlan(Collection<AccumulatorSpec> specs, Collection<Dimension> dimensions) {
        this.dimensions.addAll(dimensions);
        specs.forEach(spec -> byKey.merge(spec.key(), spec, AccumulatorSpec::widened));
        byKey.values().forEach(spec -> byEvent.computeIfAbsent(spec.event(), event -> new ArrayList<>())
                .add(spec));
    }

    /** Whether what is kept answers what the spec asks. */
    public boolean covers(AccumulatorSpec spec) {
        AccumulatorSpec kept = byKey.get(spec.key());
        return kept != null && kept.covers(spec);
    }

    public Collection<AccumulatorSpec> specs() {
        return List.copyOf(byKey.values());
    }

    public boolean has(long key) {
        return byKey.containsKey(key);
    }

    @Nullable
    AccumulatorSpec spec(long key) {
        return byKey.get(key);
    }

    List<AccumulatorSpec> of(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    public boolean has(Dimension dimension) {
        return dimensions.contains(dimension);
    }

    Set<Dimension> dimensions() {
        return dimensions;
    }
}
