package dev.millrace.segment.stream;

import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits.
 *
 * @param key under which it lies in the store
 * @param next the instant of the one behind it; {@link Verdict#NEVER} if there is none
 */
record Parked(Bytes key, @Nullable Arrival arrival, Instant next) {

    static final Parked NOTHING = new Parked(Bytes.wrap(new byte[0]), null, Verdict.NEVER);
}
