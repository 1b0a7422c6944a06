package dev.millrace.segment.stream;

import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.identity.Belongings;
import dev.millrace.segment.membership.LogPosition;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits, or what was known under another id.
 *
 * @param key under which it lies in the store
 * @param next the instant of the one behind it; {@link Verdict#NEVER} if there is none
 */
record Parked(Bytes key, @Nullable Arrival arrival, @Nullable Moved moved, Instant next) {

    static final Parked NOTHING = new Parked(Bytes.wrap(new byte[0]), null, null, Verdict.NEVER);

    /**
     * What was known under another id.
     *
     * @param position of the record that brought it
     */
    record Moved(Belongings belongings, LogPosition position) {}
}
