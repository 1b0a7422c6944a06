package dev.millrace.benchmarks.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting while something is measured or has to come about. */
public final class Pause {

    private Pause() {}

    public static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    public static void of(Duration time) {
        millis(time.toMillis());
    }
}
