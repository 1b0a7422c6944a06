package dev.millrace.segment.time;

import dev.millrace.contract.Tick;
import dev.millrace.segment.membership.LogPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * How far time has come for one partition. A tick lets time pass up to its instant once every record below the offsets it
 * names has been processed: so no timer fires ahead of an event that was stored before the timer fell due.
 *
 * <p>Offsets that no record carries are not waited for: what the log has dropped, and what a {@link Gap} says. Ticks that say
 * no more than an earlier one are ignored. Owned by the thread of its task, which calls {@link #advance} after each record,
 * so that where time passes depends on the order of the log alone; getters may be read by others.
 */
public final class PartitionClock {

    private final Map<String, Long> positions;
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private @Nullable Waiting first;
    private @Nullable Waiting newestTick;
    private LogPosition position;
    private volatile Instant passed;
    private volatile Instant settled;
    private volatile Instant newest = Instant.EPOCH;
    private volatile Map<String, Long> waitsFor = Map.of();

    /** A tick and where it stands in the log. */
    private record Waiting(Tick tick, Instant upTo, LogPosition position) {}

    /** Where a task starts for the first time. */
    public PartitionClock(Map<String, Long> committed) {
        this(committed, new LogPosition("", 0, 0, Instant.EPOCH), Instant.EPOCH);
    }

    /**
     * @param committed topic to the offset of the next record to process, where the task starts
     * @param start stands for the tick that let time pass as far as it had come before
     * @param settled what had been dealt with
     */
    public PartitionClock(Map<String, Long> committed, LogPosition start, Instant settled) {
        this.positions = new HashMap<>(committed);
        this.position = start;
        this.passed = start.time();
        this.settled = settled;
    }

    /** A record of the topic was processed. */
    public void processed(String topic, long offset) {
        positions.merge(topic, offset + 1, Math::max);
    }

    /** A record was stored at that instant. */
    public void saw(Instant stored) {
        if (stored.isAfter(newest)) {
            newest = stored;
        }
    }

    /** From any thread: no record has an offset in the gap. */
    public void skip(Gap gap) {
        gaps.add(gap);
    }

    /** Whether the tick says more than those before it; a mark says nothing, and needn't. */
    public boolean offer(Tick tick, LogPosition where) {
        Instant upTo = tick.upTo();
        if (upTo == null) {
            return true;
        }
        Waiting last = newestTick == null ? first : newestTick;
        if (!upTo.isAfter(last == null ? passed : last.upTo())) {
            return false;
        }
        Waiting waiting = new Waiting(tick, upTo, where);
        if (first == null) {
            first = waiting;
        } else {
            newestTick = waiting;
        }
        return true;
    }

    /** Lets time pass as far as what was processed allows; whether it did. */
    public boolean advance() {
        if (first == null) {
            return false;
        }
        closeGaps();
        Instant before = passed;
        while (first != null && isReached(first.tick())) {
            passed = first.upTo();
            position = first.position();
            first = newestTick;
            newestTick = null;
        }
        return passed.isAfter(before);
    }

    /** Timers due by this instant may fire. */
    public Instant passed() {
        return passed;
    }

    /** The tick that let time pass so far. */
    public LogPosition position() {
        return position;
    }

    /** All timers due by the instant have fired. */
    public void settledAt(Instant instant) {
        settled = instant;
    }

    /** Everything stored before this instant, events and timers, has been taken into account. */
    public Instant settled() {
        return settled;
    }

    /** The newest broker time of any record seen: the present, as far as the log tells it. */
    public Instant newest() {
        return newest;
    }

    /** Notes what the oldest tick waits for. */
    public void noteWaiting() {
        Map<String, Long> missing = new HashMap<>();
        if (first != null) {
            Tick tick = first.tick();
            tick.reached().forEach((topic, end) -> {
                if (reached(tick, topic) < end) {
                    missing.put(topic, reached(tick, topic));
                }
            });
        }
        waitsFor = Map.copyOf(missing);
    }

    /** Topic to the offset that time waits for, when {@link #noteWaiting} was called last. */
    public Map<String, Long> waitsFor() {
        return waitsFor;
    }

    private void closeGaps() {
        for (Gap gap = gaps.poll(); gap != null; gap = gaps.poll()) {
            long position = positions.getOrDefault(gap.topic(), 0L);
            if (position >= gap.from()) {
                positions.put(gap.topic(), Math.max(position, gap.to()));
            }
        }
    }

    private boolean isReached(Tick tick) {
        for (Map.Entry<String, Long> end : tick.reached().entrySet()) {
            if (reached(tick, end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private long reached(Tick tick, String topic) {
        return Math.max(positions.getOrDefault(topic, 0L), tick.start().getOrDefault(topic, 0L));
    }
}
