package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A customer's recent past: for people to look at, and for rules that ask for something that nobody has kept.
 *
 * @param events newest first
 * @param exactSince everything that happened after this instant is here, whole; {@link Instant#EPOCH} if nothing was left out
 */
public record Timeline(List<PastEvent> events, Instant exactSince) {

    public static final int MAX_EVENTS = 100;
    public static final int MAX_SHOWN = 20;
    public static final Timeline EMPTY = new Timeline(List.of(), Instant.EPOCH);

    private static final Comparator<PastEvent> NEWEST_FIRST = Comparator.comparing(PastEvent::at)
            .reversed()
            .thenComparing(event -> event.facts().name());

    public Timeline {
        List<PastEvent> sorted = new ArrayList<>(events);
        sorted.sort(NEWEST_FIRST);
        events = List.copyOf(sorted);
    }

    /** The newest, for people to look at. */
    public List<TimelineEntry> entries() {
        return events.stream().limit(MAX_SHOWN).map(PastEvent::entry).toList();
    }

    /** Of two who turned out to be one. */
    public Timeline merge(Timeline other) {
        List<PastEvent> both = new ArrayList<>(events);
        both.addAll(other.events);
        return ofNewest(both, exactSince.isAfter(other.exactSince) ? exactSince : other.exactSince);
    }

    /**
     * Of as many events as are kept.
     *
     * @param exactSince of them all
     */
    public static Timeline ofNewest(List<PastEvent> events, Instant exactSince) {
        if (events.size() <= MAX_EVENTS) {
            return new Timeline(events, exactSince);
        }
        List<PastEvent> sorted = new ArrayList<>(events);
        sorted.sort(NEWEST_FIRST);
        Instant leftOut = sorted.get(MAX_EVENTS).at();
        return new Timeline(sorted.subList(0, MAX_EVENTS), leftOut.isAfter(exactSince) ? leftOut : exactSince);
    }
}
