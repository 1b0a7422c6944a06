package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Pause;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of the events of a load, seen as it was published. */
final class Sightings {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
    private static final long LOST_AFTER = TimeUnit.SECONDS.toNanos(30);

    private final Longs intended = new Longs();
    private final Longs seen = new Longs();

    /** Latency in milliseconds. */
    record Latency(double p50, double p99, double most) {

        static Latency of(Histogram nanos) {
            return new Latency(
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getMaxValue() / 1e6);
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    /** Takes a record that names the event it comes from, or none; whether it names one. */
    boolean see(byte[] record) {
        long due = EventId.intended(record);
        if (due < 0) {
            return false;
        }
        seen.add(System.nanoTime());
        intended.add(due);
        return true;
    }

    /**
     * Of the events meant to be sent in a span of time.
     *
     * @param sent all that was meant to be sent and must be seen
     * @throws IllegalStateException if some were not seen, however long waited for
     */
    Latency latency(Longs sent, long from, long until) {
        long expected = inSpan(sent, from, until);
        long start = System.nanoTime();
        while (inSpan(intended, from, until) < expected) {
            if (System.nanoTime() - start > LOST_AFTER) {
                throw new IllegalStateException("of %,d events that move somebody only %,d came to be seen"
                        .formatted(expected, inSpan(intended, from, until)));
            }
            Pause.millis(50);
        }
        Histogram latencies = histogram();
        long[] due = intended.stream().toArray();
        long[] published = seen.stream().toArray();
        for (int i = 0; i < due.length; i++) {
            if (due[i] >= from && due[i] < until) {
                latencies.recordValue(Math.min(LONGEST, published[i] - due[i]));
            }
        }
        return Latency.of(latencies);
    }

    private static long inSpan(Longs moments, long from, long until) {
        return moments.stream().filter(it -> it >= from && it < until).count();
    }
}
