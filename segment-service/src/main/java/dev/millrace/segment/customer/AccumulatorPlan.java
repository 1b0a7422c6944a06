package dev.millrace.segment.customer;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is kept of a customer for one set of rules: derived from the rules, never listed by hand. */
public final class AccumulatorPlan {

    private static final AccumulatorSpec[] NONE = {};
    public static final AccumulatorPlan EMPTY = new AccumulatorPlan(List.of(), Set.of());

    private final Map<Integer, AccumulatorSpec> byKey = new HashMap<>();
    private final Map<String, AccumulatorSpec[]> byEvent = new HashMap<>();
    private final Dimension[] dimensions;

    /**
     * @param dimensions that rules look at one by one, whatever is kept of each
     */
    public AccumulatorPlan(Collection<AccumulatorSpec> specs, Collection<Dimension> dimensions) {
        this.dimensions = dimensions.stream().distinct().sorted().toArray(Dimension[]::new);
        specs.stream()
                .sorted(Comparator.comparing(AccumulatorSpec::selection))
                .forEach(spec -> byKey.merge(spec.key(), spec, AccumulatorPlan::one));
        byKey.values()
                .forEach(spec -> byEvent.merge(spec.event(), new AccumulatorSpec[] {spec}, AccumulatorPlan::both));
    }

    /** Of two selections that share a fingerprint, which one in four billion pairs do, the first is kept. */
    private static AccumulatorSpec one(AccumulatorSpec some, AccumulatorSpec other) {
        return some.selection().equals(other.selection()) ? some.widened(other) : some;
    }

    private static AccumulatorSpec[] both(AccumulatorSpec[] some, AccumulatorSpec[] others) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(others)).toArray(AccumulatorSpec[]::new);
    }

    /** Whether what is kept answers what the spec asks. */
    public boolean covers(AccumulatorSpec spec) {
        AccumulatorSpec kept = byKey.get(spec.key());
        return kept != null && kept.covers(spec);
    }

    /** The part of it that another plan does not cover. */
    public AccumulatorPlan beyond(AccumulatorPlan other) {
        List<AccumulatorSpec> more =
                byKey.values().stream().filter(spec -> !other.covers(spec)).toList();
        Set<Dimension> of = EnumSet.noneOf(Dimension.class);
        Arrays.stream(dimensions).filter(it -> !other.has(it)).forEach(of::add);
        more.stream().map(AccumulatorSpec::dimension).filter(Objects::nonNull).forEach(of::add);
        return new AccumulatorPlan(more, of);
    }

    /** The part of it of which a customer has nothing. */
    AccumulatorPlan lackedBy(CustomerState state) {
        List<AccumulatorSpec> lacking =
                byKey.values().stream().filter(spec -> !hasAny(state, spec)).toList();
        Set<Dimension> of = EnumSet.noneOf(Dimension.class);
        lacking.stream()
                .map(AccumulatorSpec::dimension)
                .filter(Objects::nonNull)
                .forEach(of::add);
        return new AccumulatorPlan(lacking, of);
    }

    private static boolean hasAny(CustomerState state, AccumulatorSpec spec) {
        Dimension dimension = spec.dimension();
        if (dimension == null) {
            return state.accumulators().get(spec.key()) != null;
        }
        return state.slices().of(dimension).values().stream()
                .anyMatch(kept -> kept.accumulators().get(spec.key()) != null);
    }

    /** The names of the events of which it keeps something; of orders, the name under which they complete. */
    Set<String> events() {
        return byEvent.keySet();
    }

    public boolean isEmpty() {
        return byKey.isEmpty() && dimensions.length == 0;
    }

    public Collection<AccumulatorSpec> specs() {
        return List.copyOf(byKey.values());
    }

    public boolean has(int key) {
        return byKey.containsKey(key);
    }

    @Nullable
    AccumulatorSpec spec(int key) {
        return byKey.get(key);
    }

    /** Not to be changed; an array, because this is gone through at each event. */
    AccumulatorSpec[] of(String event) {
        return byEvent.getOrDefault(event, NONE);
    }

    public boolean has(Dimension dimension) {
        return Arrays.asList(dimensions).contains(dimension);
    }

    /** Not to be changed. */
    Dimension[] dimensions() {
        return dimensions;
    }
}
