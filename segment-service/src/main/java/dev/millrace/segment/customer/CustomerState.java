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
 * @param traitPart what is known of them, by name
 * @param consentPart by channel
 * @param tagPart by name; true for one that is on the customer, false for one that was taken off
 * @param events by name in snake case
 * @param accumulatorPart what the rules want kept beyond that
 * @param slicePart the same, once for each product, category or brand
 */
public record CustomerState(
        @Nullable String userId,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        boolean confirmed,
        Part<NameMap<Trait>> traitPart,
        Part<NameMap<Consent>> consentPart,
        Part<NameMap<Trait>> tagPart,
        NameMap<EventTally> events,
        Part<OrderLedger> orderPart,
        Part<Cart> cartPart,
        Part<Accumulators> accumulatorPart,
        Part<Slices> slicePart,
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
            Part.of(NameMap.empty()),
            Part.of(NameMap.empty()),
            Part.of(NameMap.empty()),
            NameMap.empty(),
            Part.of(OrderLedger.EMPTY),
            Part.of(Cart.EMPTY),
            Part.of(Accumulators.EMPTY),
            Part.of(Slices.EMPTY),
            0);

    public NameMap<Trait> traits() {
        return traitPart.get();
    }

    public NameMap<Consent> consents() {
        return consentPart.get();
    }

    public NameMap<Trait> tags() {
        return tagPart.get();
    }

    public OrderLedger orders() {
        return orderPart.get();
    }

    public Cart cart() {
        return cartPart.get();
    }

    public Accumulators accumulators() {
        return accumulatorPart.get();
    }

    public Slices slices() {
        return slicePart.get();
    }

    /** What is known of a trait now; null if nothing, or if it was taken away. */
    public Trait.@Nullable Value trait(String name) {
        Trait trait = traits().get(name);
        return trait == null || trait.value() instanceof Trait.Value.Removed ? null : trait.value();
    }

    public boolean hasTag(String name) {
        Trait tag = tags().get(name);
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

    /** The same of a customer with this user id. */
    public CustomerState withUserId(String changed) {
        return new CustomerState(
                changed,
                firstSeen,
                lastSeen,
                confirmed,
                traitPart,
                consentPart,
                tagPart,
                events,
                orderPart,
                cartPart,
                accumulatorPart,
                slicePart,
                detailsLost);
    }

    /** How many events this is made of, but for those of names that no longer fitted. */
    public long eventCount() {
        long count = 0;
        for (EventTally tally : events.values()) {
            count += tally.count();
        }
        return count;
    }

    CustomerState keeping(Accumulators accumulators, Slices slices) {
        return new CustomerState(
                userId,
                firstSeen,
                lastSeen,
                confirmed,
                traitPart,
                consentPart,
                tagPart,
                events,
                orderPart,
                cartPart,
                Part.of(accumulators),
                Part.of(slices),
                detailsLost);
    }

    /** Without what no rule asks any more. */
    public CustomerState keptBy(AccumulatorPlan plan) {
        Accumulators accumulators = accumulators().keptBy(plan);
        Slices slices = slices().keptBy(plan);
        boolean isAllKept = accumulators == accumulators() && slices == slices();
        return isAllKept ? this : keeping(accumulators, slices);
    }
}
