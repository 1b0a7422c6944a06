package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds one event to what the plan wants kept of it. */
final class AccumulatorFold {

    private final AccumulatorPlan plan;
    private final EventFacts event;
    private final long at;
    private final @Nullable OrderFold orderChange;
    private final List<AccumulatorSpec> specs;

    AccumulatorFold(AccumulatorPlan plan, EventFacts event, Instant at, @Nullable OrderFold orderChange) {
        this.plan = plan;
        this.event = event;
        this.at = at.toEpochMilli();
        this.orderChange = orderChange;
        this.specs = plan.of(orderChange == null ? event.name() : OrderLedger.ORDER_COMPLETED);
    }

    Accumulators applyTo(Accumulators known) {
        return specs.isEmpty() ? known : applied(known, null);
    }

    Slices applyTo(Slices known) {
        Slices slices = known;
        for (Dimension dimension : plan.dimensions()) {
            SortedMap<String, Slices.Kept> kept = new TreeMap<>(slices.of(dimension));
            boolean touches = touch(kept, dimension);
            boolean corrects = orderChange != null && correct(kept, dimension);
            slices = touches || corrects ? slices.with(dimension, kept) : slices;
        }
        return slices;
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
        Accumulators accumulators = known;
        for (AccumulatorSpec spec : specs) {
            if (spec.dimension() == (slice == null ? null : slice.dimension())) {
                accumulators = applied(accumulators, spec, slice);
            }
        }
        return accumulators;
    }

    private Accumulators applied(Accumulators accumulators, AccumulatorSpec spec, @Nullable Slice slice) {
        Accumulator known = accumulators.get(spec.key());
        if (orderChange != null) {
            Rows rows = known == null ? Rows.EMPTY : (Rows) known;
            Rows changed = orderChange.saysContent()
                    ? rows.withOrder(orderChange.order(), spec.selector().values(event, slice), spec)
                    : rows.corrected(orderChange.order(), spec);
            return changed.equals(rows) ? accumulators : accumulators.with(spec.key(), changed);
        }
        List<Trait.Value> values = spec.selector().values(event, slice);
        if (values.isEmpty()) {
            return accumulators;
        }
        Accumulator before = known == null ? Accumulator.empty(spec.form()) : known;
        return accumulators.with(spec.key(), before.plus(at, values, spec));
    }
}
