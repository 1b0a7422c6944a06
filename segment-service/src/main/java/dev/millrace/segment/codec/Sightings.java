package dev.millrace.segment.codec;

import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.NameMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a customer was seen first and last, after the tallies of their events: an instant that the tallies tell anyway, as they
 * mostly do, is one octet.
 */
record Sightings(@Nullable Instant first, @Nullable Instant last) {

    private static final int WRITTEN = 1;
    private static final int AS_TALLIED = 2;

    static Sightings tallied(NameMap<EventTally> events) {
        Instant first = null;
        Instant last = null;
        for (EventTally tally : events.values()) {
            first = first == null || tally.first().isBefore(first) ? tally.first() : first;
            last = last == null || tally.last().isAfter(last) ? tally.last() : last;
        }
        return new Sightings(first, last);
    }

    void write(ByteWriter out, Sightings tallied) {
        write(out, first, tallied.first);
        write(out, last, tallied.last);
    }

    static Sightings read(ByteReader in, Sightings tallied) {
        return new Sightings(read(in, tallied.first), read(in, tallied.last));
    }

    private static void write(ByteWriter out, @Nullable Instant instant, @Nullable Instant tallied) {
        if (instant != null && instant.equals(tallied)) {
            out.octet(AS_TALLIED);
        } else {
            out.optionalInstant(instant);
        }
    }

    private static @Nullable Instant read(ByteReader in, @Nullable Instant tallied) {
        int form = in.octet();
        if (form == AS_TALLIED) {
            return tallied;
        }
        return form == WRITTEN ? in.instant() : null;
    }
}
