package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.Effort;
import java.time.Duration;

/** How much is measured: about twelve minutes in all, or two to see that it works. */
final class Sizes {

    private static final long MANY = 10_000_000;
    private static final int QUICK = 100;

    private Sizes() {}

    /** @param customers how many wait, if somebody said so; else 0 */
    static FlowPart.Size flow(Effort effort, long customers) {
        return switch (effort) {
            case FULL -> new FlowPart.Size(12, 20_000, 6, 10_000, waiting(effort, customers));
            case QUICK -> new FlowPart.Size(2, 1_000, 1, 1_000, waiting(effort, customers));
        };
    }

    static DrainPart.Size drain(Effort effort, long customers) {
        return switch (effort) {
            case FULL ->
                new DrainPart.Size(
                        12,
                        20_000,
                        (int) Math.min(1_000_000, waiting(effort, customers) / 10),
                        waiting(effort, customers));
            case QUICK -> new DrainPart.Size(1, 1_000, 3_000, waiting(effort, customers));
        };
    }

    static LatencyPart.Size latency(Effort effort) {
        return switch (effort) {
            case FULL -> new LatencyPart.Size(Duration.ofSeconds(90), Duration.ofSeconds(30));
            case QUICK -> new LatencyPart.Size(Duration.ofSeconds(5), Duration.ofSeconds(5));
        };
    }

    private static long waiting(Effort effort, long customers) {
        if (customers > 0) {
            return customers;
        }
        return effort == Effort.FULL ? MANY : MANY / QUICK;
    }
}
