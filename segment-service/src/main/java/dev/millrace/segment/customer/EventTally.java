package dev.millrace.segment.customer;

import java.time.Instant;

/** How often an event happened, and when first and last. Adding in any order gives the same tally. */
public record EventTally(long count, Instant first, Instant last) {

    public EventTally {
        if (count < 1 || last.isBefore(first)) {
            throw new IllegalArgumentException("a tally counts from 1, and its last event is not before its first");
        }
    }

    static EventTally once(Instant at) {
        return new EventTally(1, at, at);
    }

    EventTally plus(Instant at) {
        return new EventTally(count + 1, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }

    EventTally merge(EventTally other) {
        return new EventTally(
                count + other.count,
                other.first.isBefore(first) ? other.first : first,
                other.last.isAfter(last) ? other.last : last);
    }
}
