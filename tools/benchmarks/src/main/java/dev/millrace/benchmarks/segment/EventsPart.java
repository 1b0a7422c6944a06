package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an event costs from the log to the log: a backlog worked off, then a steady rate, the service and the bare topology in turn. */
final class EventsPart {

    private static final int PER_SECOND = 2_000;
    private static final double WARM_UP = 0.4;
    private static final double THROUGHPUT = 0.5;
    private static final double LATENCY = 1.5;

    /**
     * @param customers who come again and again
     * @param backlog events of a round, for each of the two
     * @param measured how long the steady rate lasts
     */
    record Size(int rounds, int customers, int backlog, Duration warmUp, Duration measured) {}

    /** The best of all rounds: what disturbs a machine only ever adds. */
    private static final class Best {
        private double perSecond;
        private double processorMicros = Double.MAX_VALUE;
        private double p50 = Double.MAX_VALUE;
        private double p99 = Double.MAX_VALUE;

        private void take(Drain drain, Sightings.Latency latency) {
            perSecond = Math.max(perSecond, drain.perSecond());
            processorMicros = Math.min(processorMicros, drain.processorMicros());
            p50 = Math.min(p50, latency.p50());
            p99 = Math.min(p99, latency.p99());
        }
    }

    private final Lab lab;
    private final Size size;
    private final Narrator narrator;

    EventsPart(Lab lab, Size size, Narrator narrator) {
        this.lab = lab;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        Best service = new Best();
        Best bare = new Best();
        int stateBytes;
        try (Installation installation = lab.install()) {
            installation.define(Segments.all());
            Load load = new Load(lab, new Script(installation.topics(), size.customers(), Script.visit()));
            stateBytes = 0;
            for (int round = 1; round <= size.rounds(); round++) {
                String which = ", round " + round + " of " + size.rounds();
                load.fill(size.backlog(), sent -> narrator.say("events: %,d events stored%s", sent, which));
                try (Subject subject = Subject.service(installation)) {
                    measure(subject, load, service, "the service" + which);
                }
                stateBytes = StateSize.of(installation);
                try (Subject subject = Subject.bare(installation, stateBytes)) {
                    measure(subject, load, bare, "the bare topology" + which);
                }
            }
        }
        lab.bareRate(bare.perSecond);
        return figures(service, bare, stateBytes);
    }

    private void measure(Subject subject, Load load, Best best, String who) {
        Drain drain = Drain.measure(
                subject,
                WARM_UP,
                done -> narrator.say("events: %s worked off %.0f %% of the backlog", who, 100 * done));
        narrator.say(
                "events: %s gets %,d events a second for %d s",
                who, PER_SECOND, size.measured().toSeconds());
        best.take(drain, SteadyLatency.of(lab, subject, load, PER_SECOND, size.warmUp(), size.measured()));
    }

    private List<Figure> figures(Best service, Best bare, int stateBytes) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                "baseline: %,d bytes of state read, changed, written".formatted(stateBytes),
                bare.perSecond,
                "events/s"));
        figures.add(Figure.of("events with %d segments".formatted(Segments.COUNT), service.perSecond, "events/s")
                .against(bare.perSecond));
        figures.add(Figure.of("events, service over bare", service.perSecond / bare.perSecond, "times")
                .goal(Goal.atLeast(THROUGHPUT)));
        figures.add(Figure.of("processor time of an event", service.processorMicros, "µs")
                .against(bare.processorMicros));
        figures.add(Figure.of("baseline: event to output, p50", bare.p50, "ms"));
        figures.add(Figure.of("baseline: event to output, p99", bare.p99, "ms"));
        figures.add(Figure.of("event to transition at 2,000/s, p50", service.p50, "ms")
                .against(bare.p50));
        figures.add(Figure.of("event to transition at 2,000/s, p99", service.p99, "ms")
                .against(bare.p99)
                .goal(Goal.atMost(LATENCY * bare.p99)));
        return figures;
    }
}
