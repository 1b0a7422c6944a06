package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
            Set<String> named = Slice.values(dimension, event);
            if (orderChange != null || !named.isEmpty()) {
                slices = applyTo(slices == null ? known.get() : slices, dimension, named);
            }
        }
        return slices == null ? known : Part.of(slices);
    }

    private Slices applyTo(Slices slices, Dimension dimension, Set<String> named) {
        NameMap<Slices.Kept> kept = slices.of(dimension);
        if (orderChange != null) {
            kept = kept.mapped((value, known) -> named.contains(value) ? known : corrected(known, dimension, value));
        }
        for (String value : named) {
            kept = kept.with(value, touched(kept.get(value), dimension, value));
        }
        return kept.isEmpty() ? slices : slices.with(dimension, kept);
    }

    private Slices.Kept touched(Slices.@Nullable Kept known, Dimension dimension, String value) {
        Instant when = Instant.ofEpochMilli(at);
        Instant last = known == null || known.last().isBefore(when) ? when : known.last();
        Accumulators before = known == null ? Accumulators.EMPTY : known.accumulators();
        return new Slices.Kept(last, applied(before, new Slice(dimension, value)));
    }

    /** What an order no longer names, or what an event without lines corrects. */
    private Slices.Kept corrected(Slices.Kept known, Dimension dimension, String value) {
        return new Slices.Kept(known.last(), applied(known.accumulators(), new Slice(dimension, value)));
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
