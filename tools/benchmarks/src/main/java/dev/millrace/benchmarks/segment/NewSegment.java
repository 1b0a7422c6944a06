package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A new segment over all customers: its estimate, then its sweep, until the last of those whom it selects at once is
 * published. The others get a timer each.
 *
 * @param events how long events took during the sweep
 * @param due when the first of the timers falls due
 */
record NewSegment(int customers, Duration estimate, Duration sweep, Sightings.Latency events, Instant due) {

    private static final double ESTIMATE_SECONDS = 1;
    private static final double SWEEP_SECONDS = 30;
    private static final double EVENTS_AT_MOST = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    static NewSegment sweep(
            Installation installation,
            Subject service,
            Load load,
            TimersPart.Size size,
            Instant firstSeen,
            Narrator narrator) {
        Lab lab = installation.lab();
        narrator.say("timers: an estimate of a new segment over %,d customers", size.customers());
        Duration estimate = estimate(service);
        AtomicLong selected = new AtomicLong();
        Sightings sightings = new Sightings();
        try (Observer observer = new Observer(lab.bootstrap(), service.output(), record -> {
                    sightings.see(record.value());
                    if (Published.of(record.value()).isOf(Segments.SWEPT)) {
                        selected.incrementAndGet();
                    }
                });
                Load.Steady steady = load.steady(size.perSecond())) {
            Pause.millis(2_000);
            Duration age = Duration.between(firstSeen, lab.time().instant()).plus(allowance(size));
            long from = System.nanoTime();
            installation.define(List.of(Segments.swept(age)));
            while (selected.get() < size.selected()) {
                service.jvm().requireAlive();
                if (System.nanoTime() - from > PATIENCE.toNanos()) {
                    throw new IllegalStateException("after %d s the sweep has moved only %,d of %,d customers"
                            .formatted(PATIENCE.toSeconds(), selected.get(), size.selected()));
                }
                narrator.say("timers: the sweep has moved %,d of %,d customers", selected.get(), size.selected());
                for (int i = 0; i < 40 && selected.get() < size.selected(); i++) {
                    Pause.millis(50);
                }
            }
            long until = System.nanoTime();
            return new NewSegment(
                    size.customers(),
                    estimate,
                    Duration.ofNanos(until - from),
                    sightings.latency(steady.moving(), from, until),
                    firstSeen.plus(age).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        }
    }

    /** For the sweep and the stop, before its timers fall due. */
    private static Duration allowance(TimersPart.Size size) {
        return Duration.ofSeconds(30 + 50L * size.customers() / 1_000_000);
    }

    /** The median of three. */
    private static Duration estimate(Subject service) {
        Duration[] times = new Duration[3];
        for (int i = 0; i < times.length; i++) {
            times[i] = service.client()
                    .preview(Segments.sweptExpression(Duration.ofHours(1).plusSeconds(i)));
        }
        Arrays.sort(times);
        return times[1];
    }

    List<Figure> figures(Sightings.Latency usual) {
        String over = " over %,d customers".formatted(customers);
        return List.of(
                Figure.of("estimate of a new segment" + over, estimate.toMillis() / 1e3, "s")
                        .goal(Goal.atMost(ESTIMATE_SECONDS)),
                Figure.of("sweep of a new segment" + over, sweep.toMillis() / 1e3, "s")
                        .goal(Goal.atMost(SWEEP_SECONDS)),
                Figure.of("event to transition during the sweep, p99", events.p99(), "ms")
                        .against(usual.p99())
                        .goal(Goal.atMost(EVENTS_AT_MOST * usual.p99())));
    }
}
