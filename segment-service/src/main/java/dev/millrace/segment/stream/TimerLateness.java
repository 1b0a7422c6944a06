package dev.millrace.segment.stream;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How long after a timer fell due its decision is written, by the time of the log. */
final class TimerLateness {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofHours(1)
    };

    private final Timer timer = Timer.builder("millrace_timer_lateness")
            .serviceLevelObjectives(BOUNDS)
            .register(Metrics.globalRegistry);

    void record(Duration late) {
        timer.record(late.isNegative() ? Duration.ZERO : late);
    }
}
