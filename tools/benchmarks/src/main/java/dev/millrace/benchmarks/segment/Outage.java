package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service comes back and finds nearly everybody's timer overdue. Their rate is counted once it has run for a while, until
 * the last of them or for five minutes, with events at a steady rate from the first one on.
 */
record Outage(
        int overdue,
        double perSecond,
        Duration inAll,
        Sightings.Latency atFirst,
        Sightings.Latency events,
        OptionalDouble bareRate) {

    private static final double OF_BARE = 0.4;
    private static final double EVENTS_AT_MOST = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    /** The process has just started, and its code is not compiled yet: told, but beside the goal. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    static Outage measure(Installation installation, Load load, TimersPart.Size size, Narrator narrator) {
        int overdue = size.customers() - size.selected();
        Lab lab = installation.lab();
        AtomicLong fired = new AtomicLong();
        Sightings sightings = new Sightings();
        try (Subject service = Subject.service(installation);
                Observer observer = new Observer(lab.bootstrap(), service.output(), record -> {
                    sightings.see(record.value());
                    if (Published.of(record.value()).isOf(Segments.SWEPT)) {
                        fired.incrementAndGet();
                    }
                })) {
            await(service, fired, 1, System.nanoTime() + PATIENCE.toNanos(), narrator);
            if (fired.get() == 0) {
                throw new IllegalStateException(
                        "no timer was published within " + PATIENCE.toSeconds() + " s of the service's start");
            }
            long first = System.nanoTime();
            try (Load.Steady steady = load.steady(size.perSecond())) {
                await(service, fired, overdue, first + WARM_UP.toNanos(), narrator);
                long warm = System.nanoTime();
                long firedCold = fired.get();
                boolean isDone = firedCold >= overdue;
                await(service, fired, overdue, first + PATIENCE.toNanos(), narrator);
                long last = System.nanoTime();
                return new Outage(
                        overdue,
                        isDone ? perSecond(firedCold, warm - first) : perSecond(fired.get() - firedCold, last - warm),
                        Duration.ofNanos(last - first),
                        sightings.latency(steady.moving(), first, warm),
                        sightings.latency(steady.moving(), isDone ? first : warm, last),
                        lab.bareRate());
            }
        }
    }

    private static double perSecond(long count, long nanos) {
        return count / (nanos / 1e9);
    }

    /** Until so many were published, or no patience is left. */
    private static void await(Subject service, AtomicLong fired, long count, long until, Narrator narrator) {
        long told = System.nanoTime();
        while (fired.get() < count && System.nanoTime() < until) {
            service.jvm().requireAlive();
            if (System.nanoTime() >= told) {
                narrator.say("timers: %,d overdue timers published after the outage", fired.get());
                told += TELL_EVERY.toNanos();
            }
            Pause.millis(20);
        }
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
        figures.add(Figure.of("from the first of them to the last, cold start included", inAll.toMillis() / 1e3, "s"));
        figures.add(Figure.of(
                "event to transition in the first %d s of it, p99".formatted(WARM_UP.toSeconds()),
                atFirst.p99(),
                "ms"));
        figures.add(Figure.of("event to transition while they fire, p99", events.p99(), "ms")
                .against(usual.p99())
                .goal(Goal.atMost(EVENTS_AT_MOST * usual.p99())));
        return figures;
    }
}
