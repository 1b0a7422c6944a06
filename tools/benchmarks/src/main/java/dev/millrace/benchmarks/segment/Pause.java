package dev.millrace.benchmarks.segment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting while something is measured or has to come about. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    static void of(Duration time) {
        millis(time.toMillis());
    }
}
