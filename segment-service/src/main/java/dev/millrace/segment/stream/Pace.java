package dev.millrace.segment.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives the work that can wait its share of a thread's time, however many tasks of the thread have some: after a pause, as long a
 * slice as keeps to the share.
 */
public final class Pace {

    /** No slice is longer, whatever the pause before it was: events wait for its end. */
    private static final long LONGEST = Duration.ofMillis(25).toNanos();

    private final double workPerPause;
    private final LongSupplier nanos;
    private final ThreadLocal<Long> pausedAt;

    /**
     * @param share of a thread's time, more than 0 and less than 1
     * @param nanos a clock that only measures, such as {@link System#nanoTime}
     */
    public Pace(double share, LongSupplier nanos) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "the share of a thread's time is " + share + "; expected more than 0 and less than 1");
        }
        this.workPerPause = share / (1 - share);
        this.nanos = nanos;
        this.pausedAt = ThreadLocal.withInitial(nanos::getAsLong);
    }

    /** One stretch of work. */
    public final class Slice implements AutoCloseable {

        private final long end;

        private Slice() {
            long start = nanos.getAsLong();
            double allowed = (start - pausedAt.get()) * workPerPause;
            end = start + (long) Math.min(LONGEST, allowed);
        }

        public boolean mayGoOn() {
            return nanos.getAsLong() < end;
        }

        @Override
        public void close() {
            pausedAt.set(nanos.getAsLong());
        }
    }

    public Slice begin() {
        return new Slice();
    }
}
