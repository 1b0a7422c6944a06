package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service comes back and finds nearly everybody's timer overdue. Counted from the first of their transitions to the last, or
 * for five minutes, with events at a steady rate from the first one on.
 */
record Outage(int overdue, double perSecond, Sightings.Latency events, OptionalDouble bareRate) {

    private static final double OF_BARE = 0.4;
    private static final double EVENTS_AT_MOST = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long TELL_EVERY_MILLIS = 2_000;

    /** The process has just started, and its code is not compiled yet. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    static Outage measure(Installation installation, Load load, TimersPart.Size size, Narrator narrator) {
        int overdue = size.customers() - size.selected();
        Lab lab = installation.lab();
        AtomicLong fired = new AtomicLong();
        Sightings sightings = new Sightings();
        try (Subject service = Subject.service(installation);
                Observer observer = new Observer(lab.bootstrap(), service.output(), record -> {
                    sightings.see(record);
                    if (Published.of(record).isOf(Segments.SWEPT)) {
                        fired.incrementAndGet();
                    }
                })) {
            if (await(service, fired, 1, narrator) == 0) {
                throw new IllegalStateException(
                        "no timer was published within " + PATIENCE.toSeconds() + " s of the service's start");
            }
            long first = System.nanoTime();
            try (Load.Steady steady = load.steady(size.perSecond())) {
                int drained = (int) await(service, fired, overdue, narrator);
                long last = System.nanoTime();
                long warm = Math.min(first + WARM_UP.toNanos(), first + (last - first) / 2);
                return new Outage(
                        overdue,
                        drained / ((last - first) / 1e9),
                        sightings.latency(steady.moving(), warm, last),
                        lab.bareRate());
            }
        }
    }

    /** How many were published when there were enough, or no patience is left. */
    private static long await(Subject service, AtomicLong fired, long count, Narrator narrator) {
        long start = System.nanoTime();
        long told = 0;
        while (fired.get() < count) {
            service.jvm().requireAlive();
            long waited = Duration.ofNanos(System.nanoTime() - start).toMillis();
            if (waited > PATIENCE.toMillis()) {
                narrator.say("timers: only %,d overdue timers after %d s", fired.get(), PATIENCE.toSeconds());
                break;
            }
            if (waited >= told) {
                narrator.say("timers: %,d overdue timers published after the outage", fired.get());
                told += TELL_EVERY_MILLIS;
            }
            Pause.millis(20);
        }
        return fired.get();
    }

    List<Figure> figures(Sightings.Latency usual) {
        List<Figure> figures = new ArrayList<>();
        Figure rate = Figure.of("%,d overdue timers after an outage".formatted(overdue), perSecond, "timers/s");
        if (bareRate.isPresent()) {
            figures.add(rate.against(bareRate.getAsDouble()));
            figures.add(Figure.of(
                            "overdue timers over events of the bare topology",
                            perSecond / bareRate.getAsDouble(),
                            "times")
                    .goal(Goal.atLeast(OF_BARE)));
        } else {
            figures.add(rate);
        }
        figures.add(Figure.of("event to transition while they fire, p99", events.p99(), "ms")
                .against(usual.p99())
                .goal(Goal.atMost(EVENTS_AT_MOST * usual.p99())));
        return figures;
    }
}
