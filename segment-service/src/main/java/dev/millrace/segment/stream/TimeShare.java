package dev.millrace.segment.stream;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps work that can wait from taking a thread for itself. It is done in slices; after a slice the thread is left to others
 * for as long as the share asks for. The tasks of a thread take turns: who had a slice goes to the end of the line.
 */
public final class TimeShare {

    private final Set<Object> line = new LinkedHashSet<>();
    private final LongSupplier nanos;
    private final long slice;
    private final double rest;
    private long restsUntil;

    /**
     * @param share of the thread's time, above 0 and at most 1
     * @param nanos a clock that only tells durations
     */
    public TimeShare(Duration slice, double share, LongSupplier nanos) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is above 0 and at most 1, and not " + share);
        }
        this.slice = slice.toNanos();
        this.rest = (1 - share) / share;
        this.nanos = nanos;
        this.restsUntil = nanos.getAsLong();
    }

    /** Whether it is somebody's turn now; if not, they stand in line. */
    boolean mayStart(Object who) {
        line.add(who);
        return line.iterator().next().equals(who) && nanos.getAsLong() - restsUntil >= 0;
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
            long now = nanos.getAsLong();
            restsUntil = now - start < slice ? now : now + (long) ((now - start) * rest);
        }
    }
}
