package dev.millrace.segment.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer: everything a rule may ask and a mail may show. Bounded: what no longer fits is left out
 * and counted in {@link #detailsLost}. Changed only by {@link Fold} and {@link CustomerMerge}.
 *
 * @param userId the shop's own id, once an event carried it
 * @param firstSeen the earliest event by its own time, and {@code lastSeen} the latest
 * @param confirmed whether a server has told the address: then a browser can't change address or consent
 * @param consents by channel
 * @param tags by name; true for one that is on the customer, false for one that was taken off
 * @param events by name in snake case
 * @param accumulators what the rules want kept beyond that
 * @param slices the same, once for each product, category or brand
 */
public record CustomerState(
        @Nullable String userId,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        boolean confirmed,
        NameMap<Trait> traits,
        NameMap<Consent> consents,
        NameMap<Trait> tags,
        NameMap<EventTally> events,
        OrderLedger orders,
        Cart cart,
        Accumulators accumulators,
        Slices slices,
        int detailsLost) {

    public static final int MAX_TRAITS = 200;
    /** Of all traits together, in characters, short ones not counted. */
    public static final int MAX_TRAIT_TEXT = 20_000;

    public static final int MAX_TAGS = 100;
    public static final int MAX_EVENT_NAMES = 200;
    public static final int MAX_NAME_LENGTH = 100;
    public static final int MAX_TEXT_LENGTH = 500;

    public static final CustomerState EMPTY = new CustomerState(
            null,
            null,
            null,
            false,
            NameMap.empty(),
            NameMap.empty(),
            NameMap.empty(),
            NameMap.empty(),
            OrderLedger.EMPTY,
            Cart.EMPTY,
            Accumulators.EMPTY,
            Slices.EMPTY,
            0);

    /** What is known of a trait now; null if nothing, or if it was taken away. */
    public Trait.@Nullable Value trait(String name) {
        Trait trait = traits.get(name);
        return trait == null || trait.value() instanceof Trait.Value.Removed ? null : trait.value();
    }

    public boolean hasTag(String name) {
        Trait tag = tags.get(name);
        return tag != null && tag.value() instanceof Trait.Value.Flag flag && flag.flag();
    }

    /** When the newest event of any kind happened; null before the first. */
    public @Nullable Instant newestEvent() {
        Instant newest = lastSeen;
        for (EventTally tally : events.values()) {
            newest = newest == null || tally.last().isAfter(newest) ? tally.last() : newest;
        }
        return newest;
    }

    /** Without what no rule asks any more. */
    public CustomerState keptBy(AccumulatorPlan plan) {
        return new CustomerState(
                userId,
                firstSeen,
                lastSeen,
                confirmed,
                traits,
                consents,
                tags,
                events,
                orders,
                cart,
                accumulators.keptBy(plan),
                slices.keptBy(plan),
                detailsLost);
    }
}
