package dev.millrace.segment.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works out what would have been kept for rules that are new, had they been there before, from the events that are still
 * remembered. What was kept already for a smaller question is kept on: it may reach farther back.
 */
public final class Refold {

    private final AccumulatorPlan fresh;
    private Part<Accumulators> accumulators = Part.of(Accumulators.EMPTY);
    private Part<Slices> slices = Part.of(Slices.EMPTY);
    private Part<OrderLedger> orders = Part.of(OrderLedger.EMPTY);

    private Refold(AccumulatorPlan fresh) {
        this.fresh = fresh;
    }

    /** Whether the customer did anything of which the plan keeps something. */
    public static boolean concerns(CustomerState state, AccumulatorPlan fresh) {
        if (fresh.dimensions().length > 0) {
            return state.events().size() > 0;
        }
        for (String event : fresh.events()) {
            boolean happened = event.equals(OrderLedger.ORDER_COMPLETED)
                    ? OrderFold.isMentioned(state)
                    : state.events().containsKey(event);
            if (happened) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param fresh what is to be kept that was not before
     * @return the state itself if the past has nothing to add
     */
    public static CustomerState seeded(CustomerState state, AccumulatorPlan fresh, Timeline past) {
        Refold refold = new Refold(fresh);
        for (int i = past.events().size() - 1; i >= 0; i--) {
            refold.fold(past.events().get(i));
        }
        Accumulators accumulators = refold.united(state.accumulators(), refold.accumulators.get(), null, state);
        Slices slices = refold.slices(state);
        boolean isSame = accumulators.equals(state.accumulators()) && slices.equals(state.slices());
        return isSame ? state : state.keeping(accumulators, slices);
    }

    /** With what is kept for the plan and is not there yet, such as in a customer who was kept by other rules. */
    public static CustomerState completed(CustomerState state, AccumulatorPlan plan, Timeline past) {
        AccumulatorPlan lacking = plan.lackedBy(state);
        return lacking.isEmpty() || !concerns(state, lacking) ? state : seeded(state, lacking, past);
    }

    private void fold(PastEvent event) {
        OrderFold order = OrderFold.apply(orders, event.id(), event.facts(), event.at());
        orders = order == null ? orders : Part.of(order.ledger());
        AccumulatorFold fold = new AccumulatorFold(fresh, event.facts(), event.at(), order);
        accumulators = fold.accumulated(accumulators);
        slices = fold.sliced(slices);
    }

    private Slices slices(CustomerState state) {
        Slices all = state.slices();
        for (Dimension dimension : fresh.dimensions()) {
            NameMap<Slices.Kept> refolded = slices.get().of(dimension);
            NameMap<Slices.Kept> known = all.of(dimension);
            NameMap<Slices.Kept> united = (known.isEmpty() ? refolded : known).mapped((value, kept) -> {
                Slices.Kept seen = refolded.get(value);
                Accumulators found = seen == null ? Accumulators.EMPTY : seen.accumulators();
                Accumulators before = known.isEmpty() ? Accumulators.EMPTY : kept.accumulators();
                return new Slices.Kept(kept.last(), united(before, found, dimension, state));
            });
            all = united.equals(known) ? all : all.with(dimension, united);
        }
        return all;
    }

    private Accumulators united(
            Accumulators known, Accumulators found, @Nullable Dimension dimension, CustomerState state) {
        Accumulators all = known;
        for (AccumulatorSpec spec : fresh.specs()) {
            if (spec.dimension() != dimension) {
                continue;
            }
            Accumulator before = all.get(spec.key());
            Accumulator refolded = found.get(spec.key());
            Accumulator both = corrected(united(before, refolded, spec), spec, state);
            all = both == null ? all.without(spec.key()) : both.equals(before) ? all : all.with(spec.key(), both);
        }
        return all;
    }

    private static @Nullable Accumulator united(
            @Nullable Accumulator before, @Nullable Accumulator refolded, AccumulatorSpec spec) {
        if (before instanceof Instants known && refolded instanceof Instants found) {
            return found.merge(new Instants(without(known.newestFirst(), found.newestFirst())), spec);
        }
        if (before instanceof Rows known && refolded instanceof Rows found) {
            return found.merge(new Rows(without(known.newestFirst(), found.newestFirst())), spec);
        }
        if (before instanceof LastSeen && refolded instanceof LastSeen) {
            return refolded.merge(before, spec);
        }
        boolean isOfEntries = before instanceof Instants || before instanceof Rows || before instanceof LastSeen;
        return refolded == null && isOfEntries ? before : refolded;
    }

    /** The ledger knows better what became of an order. */
    private static @Nullable Accumulator corrected(
            @Nullable Accumulator accumulator, AccumulatorSpec spec, CustomerState state) {
        if (!spec.ofOrders() || !(accumulator instanceof Rows rows)) {
            return accumulator;
        }
        Rows corrected = rows;
        for (OrderLedger.Order order : state.orders().newest()) {
            corrected = corrected.corrected(order, spec);
        }
        return corrected;
    }

    /** What was known and not found again: two that are alike are two events. */
    private static long[] without(long[] known, long[] found) {
        List<Long> left = new ArrayList<>();
        for (long at : known) {
            left.add(at);
        }
        for (long at : found) {
            left.remove((Object) at);
        }
        return left.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Rows.Row> without(List<Rows.Row> known, List<Rows.Row> found) {
        Set<Integer> foundOrders = found.stream().map(Rows.Row::order).collect(Collectors.toSet());
        List<Rows.Row> left = new ArrayList<>(known);
        left.removeIf(row -> row.order() != 0 && foundOrders.contains(row.order()));
        found.forEach(left::remove);
        return left;
    }
}
