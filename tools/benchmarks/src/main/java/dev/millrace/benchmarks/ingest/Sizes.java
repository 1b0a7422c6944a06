package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Effort;
import java.time.Duration;

/** How much is measured: about a quarter of an hour in all, or two to see that it works. */
final class Sizes {

    private Sizes() {}

    static EventsPart.Size events(Effort effort) {
        return switch (effort) {
            case FULL -> new EventsPart.Size(12, Duration.ofSeconds(8), 5, Duration.ofSeconds(20));
            case QUICK -> new EventsPart.Size(1, Duration.ofSeconds(2), 1, Duration.ofSeconds(2));
        };
    }

    static long manyEvents(Effort effort) {
        return switch (effort) {
            case FULL -> 10_000_000;
            case QUICK -> 100_000;
        };
    }

    static OutagePart.Size outage(Effort effort) {
        return switch (effort) {
            case FULL -> new OutagePart.Size(Duration.ofMinutes(3), Duration.ofSeconds(20), 10_000);
            case QUICK -> new OutagePart.Size(Duration.ofSeconds(15), Duration.ofSeconds(6), 8_000);
        };
    }
}
