package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer: everything a rule may ask and a mail may show. Bounded: what no longer fits is left out
 * and counted in {@link #detailsLost}. Changed only by {@link Fold}.
 *
 * @param userId the shop's own id, once an event carried it
 * @param firstSeen the earliest event by its own time, and {@code lastSeen} the latest
 * @param confirmed whether a server has told the address: then a browser can't change address or consent
 * @param events by name in snake case
 * @param consents by channel
 * @param timeline newest first
 */
public record CustomerState(
        @Nullable String userId,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        boolean confirmed,
        SortedMap<String, Trait> traits,
        SortedMap<String, Consent> consents,
        SortedMap<String, EventTally> events,
        OrderLedger orders,
        Cart cart,
        List<TimelineEntry> timeline,
        int detailsLost) {

    public static final int MAX_TRAITS = 200;
    public static final int MAX_EVENT_NAMES = 200;
    public static final int MAX_TIMELINE = 20;
    public static final int MAX_TEXT_LENGTH = 500;

    public static final CustomerState EMPTY = new CustomerState(
            null,
            null,
            null,
            false,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            OrderLedger.EMPTY,
            Cart.EMPTY,
            List.of(),
            0);

    public CustomerState {
        traits = Collections.unmodifiableSortedMap(traits);
        consents = Collections.unmodifiableSortedMap(consents);
        events = Collections.unmodifiableSortedMap(events);
        timeline = List.copyOf(timeline);
    }
}
