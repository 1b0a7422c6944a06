package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Observer;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long after it fell due a timer's transition can be read, by the clock of the machine, which is also the broker's.
 *
 * @param events how long events took meanwhile
 */
record Lateness(Sightings.Latency timers, Sightings.Latency events) {

    private static final double MOST_MILLIS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static Lateness measure(Lab lab, Subject service, Load load, TimersPart.Size size) {
        Sightings sightings = new Sightings();
        Longs due = new Longs();
        Longs late = new Longs();
        try (Observer observer = new Observer(lab.bootstrap(), service.output(), record -> {
                    sightings.see(record.value());
                    Published transition = Published.of(record.value());
                    if (transition.isOf(Segments.QUIZ_LEFT)) {
                        long at = transition.at().toEpochMilli();
                        late.add(lab.time().millis() - at);
                        due.add(at);
                    }
                });
                Load.Steady steady = load.steady(size.perSecond())) {
            Pause.of(Segments.QUIZ_PAUSE.plus(WARM_UP));
            long fromNanos = System.nanoTime();
            long from = lab.time().millis();
            Pause.of(size.measured());
            long until = lab.time().millis();
            long untilNanos = System.nanoTime();
            service.jvm().requireAlive();
            Sightings.Latency events = sightings.latency(steady.moving(), fromNanos, untilNanos);
            return new Lateness(timers(due, late, steady.quizzes(), from, until), events);
        }
    }

    /** Of those that fall due in a span of time. A rule about more than an age flips a millisecond after it. */
    private static Sightings.Latency timers(Longs due, Longs late, Longs quizzes, long from, long until) {
        long pause = Segments.QUIZ_PAUSE.toMillis() + 1;
        long expected = inSpan(quizzes, from - pause, until - pause);
        long start = System.nanoTime();
        while (inSpan(due, from, until) < expected) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "of %,d timers only %,d came to be seen".formatted(expected, inSpan(due, from, until)));
            }
            Pause.millis(50);
        }
        Histogram nanos = Sightings.histogram();
        long[] at = due.stream().toArray();
        long[] lateness = late.stream().toArray();
        for (int i = 0; i < at.length; i++) {
            if (at[i] >= from && at[i] < until) {
                nanos.recordValue(TimeUnit.MILLISECONDS.toNanos(Math.max(0, lateness[i])));
            }
        }
        return Sightings.Latency.of(nanos);
    }

    private static long inSpan(Longs moments, long from, long until) {
        return moments.stream().filter(it -> it >= from && it < until).count();
    }

    List<Figure> figures(TimersPart.Size size) {
        String name = "timers published after due, %,d armed, ".formatted(size.customers());
        return List.of(
                Figure.of(name + "p50", timers.p50(), "ms"),
                Figure.of(name + "p99", timers.p99(), "ms").goal(Goal.atMost(MOST_MILLIS)),
                Figure.of(
                        "event to transition at %,d/s meanwhile, p50".formatted(size.perSecond()), events.p50(), "ms"),
                Figure.of(
                        "event to transition at %,d/s meanwhile, p99".formatted(size.perSecond()), events.p99(), "ms"));
    }
}
