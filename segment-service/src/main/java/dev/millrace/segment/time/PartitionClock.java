package dev.millrace.segment.time;

import dev.millrace.contract.Tick;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far time has come for one partition. A tick lets time pass up to its instant once every record below the offsets it
 * names has been processed: so no timer fires ahead of an event that was stored before the timer fell due.
 *
 * <p>Records that the log has dropped are not waited for. Ticks that say less than an earlier one are ignored. Owned by the
 * thread of its task; {@link #passed} and {@link #settled} may be read by others.
 */
public final class PartitionClock {

    private final Map<String, Long> positions;
    private @Nullable Tick first;
    private @Nullable Tick newest;
    private volatile Instant passed = Instant.EPOCH;
    private volatile Instant settled = Instant.EPOCH;

    /**
     * @param committed topic to the offset of the next record to process, where the task starts
     */
    public PartitionClock(Map<String, Long> committed) {
        this.positions = new HashMap<>(committed);
    }

    /** A record of the topic was processed. */
    public void processed(String topic, long offset) {
        positions.merge(topic, offset + 1, Math::max);
    }

    public void offer(Tick tick) {
        Instant upTo = tick.upTo();
        if (upTo == null || !upTo.isAfter(passed)) {
            return;
        }
        if (first == null) {
            first = tick;
        } else if (upTo.isAfter(upTo(first)) && (newest == null || upTo.isAfter(upTo(newest)))) {
            newest = tick;
        }
    }

    /** Lets time pass as far as what was processed allows; the new instant if it passed. */
    public Optional<Instant> advance() {
        Optional<Instant> reached = Optional.empty();
        while (first != null && isReached(first)) {
            passed = upTo(first);
            reached = Optional.of(passed);
            first = newest;
            newest = null;
        }
        return reached;
    }

    /** Timers due by this instant may fire. */
    public Instant passed() {
        return passed;
    }

    /** All timers due by the instant have fired. */
    public void settledAt(Instant instant) {
        settled = instant;
    }

    /** Everything stored before this instant, events and timers, has been taken into account. */
    public Instant settled() {
        return settled;
    }

    private boolean isReached(Tick tick) {
        return tick.reached().entrySet().stream().allMatch(end -> {
            long start = tick.start().getOrDefault(end.getKey(), 0L);
            return Math.max(positions.getOrDefault(end.getKey(), 0L), start) >= end.getValue();
        });
    }

    private static Instant upTo(Tick tick) {
        return tick.upTo() == null ? Instant.EPOCH : tick.upTo();
    }
}
