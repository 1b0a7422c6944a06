package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one customer of two: as if the events of both had always been one customer's. An order that both know is one; of
 * traits, consents and tags the newest statement wins. Not exact: carts are united line by line, the newer of two lines stays.
 *
 * <p>Of address and consent, a customer whom the shop has confirmed is believed before one of whom only browsers spoke: that
 * one's consents are taken where nothing else is known, and only if they were given for the same address.
 */
public final class CustomerMerge {

    private CustomerMerge() {}

    /**
     * @param stays keeps its user id
     * @param plan the rules' by which both were kept
     */
    public static CustomerState merge(CustomerState stays, CustomerState moves, AccumulatorPlan plan) {
        OrderLedger orders = stays.orders().merge(moves.orders());
        OrderRows rows = new OrderRows(stays.orders(), moves.orders(), orders, plan);
        return new CustomerState(
                stays.userId() == null ? moves.userId() : stays.userId(),
                earlier(stays.firstSeen(), moves.firstSeen()),
                later(stays.lastSeen(), moves.lastSeen()),
                stays.confirmed() || moves.confirmed(),
                Part.of(traits(stays, moves)),
                Part.of(consents(stays, moves)),
                Part.of(united(stays.tags(), moves.tags(), Trait::or, CustomerState.MAX_TAGS)),
                united(stays.events(), moves.events(), EventTally::merge, CustomerState.MAX_EVENT_NAMES),
                Part.of(orders),
                Part.of(stays.cart().merge(moves.cart())),
                Part.of(rows.merge(stays.accumulators(), moves.accumulators())),
                Part.of(rows.merge(stays.slices(), moves.slices())),
                stays.detailsLost() + moves.detailsLost());
    }

    private static NameMap<Trait> traits(CustomerState stays, CustomerState moves) {
        NameMap<Trait> both = united(stays.traits(), moves.traits(), Trait::or, CustomerState.MAX_TRAITS);
        if (stays.confirmed() == moves.confirmed()) {
            return both;
        }
        Trait confirmed = (stays.confirmed() ? stays : moves).traits().get(TraitFold.EMAIL);
        return confirmed == null ? both.without(TraitFold.EMAIL) : both.with(TraitFold.EMAIL, confirmed);
    }

    private static NameMap<Consent> consents(CustomerState stays, CustomerState moves) {
        if (stays.confirmed() == moves.confirmed()) {
            return united(stays.consents(), moves.consents(), Consent::or, Integer.MAX_VALUE);
        }
        CustomerState confirmed = stays.confirmed() ? stays : moves;
        CustomerState claimed = stays.confirmed() ? moves : stays;
        return haveSameAddress(confirmed, claimed)
                ? united(confirmed.consents(), claimed.consents(), (said, other) -> said, Integer.MAX_VALUE)
                : confirmed.consents();
    }

    private static boolean haveSameAddress(CustomerState some, CustomerState other) {
        Trait.Value address = some.trait(TraitFold.EMAIL);
        Trait.Value another = other.trait(TraitFold.EMAIL);
        return address != null && another != null && address.toString().equalsIgnoreCase(another.toString());
    }

    private static <T> NameMap<T> united(NameMap<T> some, NameMap<T> others, BinaryOperator<T> both, int most) {
        NameMap<T> all = some;
        for (Map.Entry<String, T> other : others.entrySet()) {
            T known = some.get(other.getKey());
            if (known == null && all.size() >= most) {
                continue;
            }
            all = all.with(other.getKey(), known == null ? other.getValue() : both.apply(known, other.getValue()));
        }
        return all;
    }

    private static @Nullable Instant earlier(@Nullable Instant some, @Nullable Instant other) {
        return some == null || other != null && other.isBefore(some) ? other : some;
    }

    private static @Nullable Instant later(@Nullable Instant some, @Nullable Instant other) {
        return some == null || other != null && other.isAfter(some) ? other : some;
    }

    /** Rows of an order that both know are the ones of its newer content, and then as the merged ledger says. */
    private static final class OrderRows {

        private final OrderLedger merged;
        private final AccumulatorPlan plan;
        private final Set<Integer> newerInMoves = new HashSet<>();
        private final Set<Integer> newerInStays = new HashSet<>();

        OrderRows(OrderLedger stays, OrderLedger moves, OrderLedger merged, AccumulatorPlan plan) {
            this.merged = merged;
            this.plan = plan;
            for (OrderLedger.Order order : moves.newest()) {
                stays.find(order.id()).ifPresent(known -> {
                    boolean newer = order.content().isNewerThan(known.content());
                    (newer ? newerInMoves : newerInStays).add(order.key());
                });
            }
        }

        Accumulators merge(Accumulators stays, Accumulators moves) {
            Accumulators both = without(stays, newerInMoves).merge(without(moves, newerInStays), plan);
            return corrected(both);
        }

        Slices merge(Slices stays, Slices moves) {
            Slices both = each(stays, newerInMoves).merge(each(moves, newerInStays), plan);
            for (Dimension dimension : List.copyOf(both.byDimension().keySet())) {
                both = both.with(
                        dimension,
                        both.of(dimension)
                                .mapped((value, it) -> new Slices.Kept(it.last(), corrected(it.accumulators()))));
            }
            return both;
        }

        private static Slices each(Slices slices, Set<Integer> orders) {
            Slices changed = slices;
            for (Dimension dimension : slices.byDimension().keySet()) {
                changed = changed.with(
                        dimension,
                        slices.of(dimension)
                                .mapped((value, it) -> new Slices.Kept(it.last(), without(it.accumulators(), orders))));
            }
            return changed;
        }

        private static Accumulators without(Accumulators accumulators, Set<Integer> orders) {
            Accumulators[] changed = {accumulators};
            accumulators.forEach((key, accumulator) -> {
                if (accumulator instanceof Rows rows) {
                    changed[0] = changed[0].with(key, rows.without(orders));
                }
            });
            return changed[0];
        }

        private Accumulators corrected(Accumulators accumulators) {
            Accumulators[] changed = {accumulators};
            plan.specs().stream().filter(AccumulatorSpec::ofOrders).forEach(spec -> {
                if (changed[0].get(spec.key()) instanceof Rows rows) {
                    Rows all = rows;
                    for (OrderLedger.Order order : merged.newest()) {
                        all = all.corrected(order, spec);
                    }
                    changed[0] = changed[0].with(spec.key(), all);
                }
            });
            return changed[0];
        }
    }
}
