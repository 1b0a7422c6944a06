package dev.millrace.segment.stream;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps work that can wait from taking a thread from events. It is done in slices. After a slice events get the thread for as
 * long as the share asks for, or until they leave it idle: what they don't need is not kept for them. The tasks of a thread
 * take turns: who had a slice goes to the end of the line.
 */
public final class TimeShare {

    /** However few events there are, some time is left to find out. */
    private static final double MOST = 0.9;

    private final Set<Object> line = new LinkedHashSet<>();
    private final LongSupplier nanos;
    private final long slice;
    private final double rest;
    private final double leastRest;
    private long endedAt;
    private long ran;
    private long eventSince;
    private long events;

    /**
     * @param share of the thread's time, above 0 and at most 1, when events could use all of it
     * @param nanos a clock that only tells durations
     */
    public TimeShare(Duration slice, double share, LongSupplier nanos) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is above 0 and at most 1, and not " + share);
        }
        this.slice = slice.toNanos();
        this.rest = perTime(share);
        this.leastRest = perTime(Math.max(share, MOST));
        this.nanos = nanos;
        this.endedAt = nanos.getAsLong();
    }

    private static double perTime(double share) {
        return (1 - share) / share;
    }

    /** An event is being dealt with, until {@link #eventEnds}. */
    void eventBegins() {
        eventSince = nanos.getAsLong();
    }

    void eventEnds() {
        events += nanos.getAsLong() - eventSince;
    }

    /** Whether it is somebody's turn now; if not, they stand in line. */
    boolean mayStart(Object who) {
        line.add(who);
        return line.iterator().next().equals(who) && isRested();
    }

    private boolean isRested() {
        long rested = nanos.getAsLong() - endedAt;
        boolean isIdle = 2 * events < rested;
        return rested >= ran * rest || isIdle && rested >= ran * leastRest;
    }

    /** Starts a slice, which lasts as long as the answer is yes. */
    Slice start(Object who) {
        line.remove(who);
        return new Slice(nanos.getAsLong());
    }

    /** Somebody has nothing more to do. */
    void leave(Object who) {
        line.remove(who);
    }

    /** One turn; closing it starts the rest, if all of the time was used. */
    final class Slice implements BooleanSupplier, AutoCloseable {

        private final long start;

        private Slice(long start) {
            this.start = start;
        }

        @Override
        public boolean getAsBoolean() {
            return nanos.getAsLong() - start < slice;
        }

        @Override
        public void close() {
            endedAt = nanos.getAsLong();
            long took = endedAt - start;
            ran = took < slice ? 0 : took;
            events = 0;
        }
    }
}
