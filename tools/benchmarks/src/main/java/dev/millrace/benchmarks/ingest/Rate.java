package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;

/** How many events a second are taken, each connection sending as soon as it was answered. */
final class Rate {

    private static final int STORED = 200;

    private Rate() {}

    /** The best of several spans: what disturbs a machine only ever takes away. */
    static double of(Taker taker, Template template, int connections, Duration warmUp, Duration span, int spans) {
        double best = 0;
        try (HttpLoad load = HttpLoad.full(template, taker.port(), connections, Rate::requireStored)) {
            Pause.of(warmUp);
            for (int i = 0; i < spans; i++) {
                long start = System.nanoTime();
                long before = load.answeredEvents();
                Pause.of(span);
                best = Math.max(best, (load.answeredEvents() - before) / ((System.nanoTime() - start) / 1e9));
                taker.jvm().requireAlive();
            }
        }
        return best;
    }

    static void requireStored(Connection connection, int status) {
        if (status != STORED) {
            throw new IllegalStateException("a request was answered with " + status + ", expected " + STORED);
        }
    }
}
