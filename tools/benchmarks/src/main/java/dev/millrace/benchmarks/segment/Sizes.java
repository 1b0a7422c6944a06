package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Effort;
import java.time.Duration;

/** How much is measured: ten minutes in all, or one or two to see that it works. */
final class Sizes {

    private Sizes() {}

    static EventsPart.Size events(Effort effort) {
        return switch (effort) {
            case FULL ->
                new EventsPart.Size(
                        100_000, 600_000, 4, 3, 250_000, 2_000, Duration.ofSeconds(5), Duration.ofSeconds(20));
            case QUICK ->
                new EventsPart.Size(2_000, 30_000, 1, 1, 30_000, 500, Duration.ofSeconds(2), Duration.ofSeconds(4));
        };
    }

    static TimersPart.Size timers(Effort effort) {
        return switch (effort) {
            case FULL -> new TimersPart.Size(1_000_000, 2_000, Duration.ofSeconds(30), Duration.ofSeconds(20));
            case QUICK -> new TimersPart.Size(20_000, 500, Duration.ofSeconds(5), Duration.ofSeconds(5));
        };
    }

    static SizePart.Size size(Effort effort, int many) {
        return switch (effort) {
            case FULL -> new SizePart.Size(10_000, many, 300_000);
            case QUICK -> new SizePart.Size(1_000, many, 20_000);
        };
    }

    /** What fits into the time of a run of all parts. */
    static int customersAmongOthers(Effort effort) {
        return switch (effort) {
            case FULL -> 1_000_000;
            case QUICK -> 20_000;
        };
    }

    static int customersAlone(Effort effort) {
        return switch (effort) {
            case FULL -> 10_000_000;
            case QUICK -> 20_000;
        };
    }
}
