package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds one event to what the plan wants kept of it. */
final class AccumulatorFold {

    private static final AccumulatorSpec[] NONE = {};

    private final AccumulatorPlan plan;
    private final EventFacts event;
    private final long at;
    private final @Nullable OrderFold orderChange;
    private final AccumulatorSpec[] ofEvent;
    private final AccumulatorSpec[] ofOrders;

    AccumulatorFold(AccumulatorPlan plan, EventFacts event, Instant at, @Nullable OrderFold orderChange) {
        this.plan = plan;
        this.event = event;
        this.at = at.toEpochMilli();
        this.orderChange = orderChange;
        boolean completes = event.name().equals(OrderLedger.ORDER_COMPLETED);
        this.ofEvent = completes ? NONE : plan.of(event.name());
        this.ofOrders = orderChange == null ? NONE : plan.of(OrderLedger.ORDER_COMPLETED);
    }

    Part<Accumulators> accumulated(Part<Accumulators> known) {
        if (ofEvent.length == 0 && ofOrders.length == 0) {
            return known;
        }
        Accumulators before = known.get();
        Accumulators after = applied(before, null);
        return after == before ? known : Part.of(after);
    }

    Part<Slices> sliced(Part<Slices> known) {
        Slices slices = null;
        for (Dimension dimension : plan.dimensions()) {
            if (orderChange != null || !Slice.values(dimension, event).isEmpty()) {
                slices = applyTo(slices == null ? known.get() : slices, dimension);
            }
        }
        return slices == null ? known : Part.of(slices);
    }

    private Slices applyTo(Slices slices, Dimension dimension) {
        SortedMap<String, Slices.Kept> kept = new TreeMap<>(slices.of(dimension));
        boolean touches = touch(kept, dimension);
        boolean corrects = orderChange != null && correct(kept, dimension);
        return touches || corrects ? slices.with(dimension, kept) : slices;
    }

    private boolean touch(SortedMap<String, Slices.Kept> kept, Dimension dimension) {
        Set<String> values = Slice.values(dimension, event);
        Instant when = Instant.ofEpochMilli(at);
        for (String value : values) {
            Slices.Kept known = kept.get(value);
            Instant last = known == null || known.last().isBefore(when) ? when : known.last();
            Accumulators before = known == null ? Accumulators.EMPTY : known.accumulators();
            kept.put(value, new Slices.Kept(last, applied(before, new Slice(dimension, value))));
        }
        return !values.isEmpty();
    }

    /** What an order no longer names, or what an event without lines corrects. */
    private boolean correct(SortedMap<String, Slices.Kept> kept, Dimension dimension) {
        Set<String> touched = Slice.values(dimension, event);
        kept.replaceAll((value, known) -> touched.contains(value)
                ? known
                : new Slices.Kept(known.last(), applied(known.accumulators(), new Slice(dimension, value))));
        return !kept.isEmpty();
    }

    private Accumulators applied(Accumulators known, @Nullable Slice slice) {
        Dimension dimension = slice == null ? null : slice.dimension();
        Accumulators accumulators = known;
        for (AccumulatorSpec spec : ofEvent) {
            accumulators = spec.dimension() == dimension ? added(accumulators, spec, slice) : accumulators;
        }
        if (orderChange != null) {
            for (AccumulatorSpec spec : ofOrders) {
                accumulators = spec.dimension() == dimension
                        ? corrected(accumulators, spec, slice, orderChange)
                        : accumulators;
            }
        }
        return accumulators;
    }

    private Accumulators added(Accumulators accumulators, AccumulatorSpec spec, @Nullable Slice slice) {
        List<Trait.Value> values = spec.selector().values(event, slice);
        if (values.isEmpty()) {
            return accumulators;
        }
        Accumulator known = accumulators.get(spec.key());
        Accumulator before = known == null ? Accumulator.empty(spec.form()) : known;
        return accumulators.with(spec.key(), before.plus(at, values, spec));
    }

    private Accumulators corrected(
            Accumulators accumulators, AccumulatorSpec spec, @Nullable Slice slice, OrderFold change) {
        Rows known = accumulators.get(spec.key()) instanceof Rows rows ? rows : Rows.EMPTY;
        Rows changed = change.saysContent()
                ? known.withOrder(change.order(), spec.selector().values(event, slice), spec)
                : known.corrected(change.order(), spec);
        return changed.equals(known) ? accumulators : accumulators.with(spec.key(), changed);
    }
}
