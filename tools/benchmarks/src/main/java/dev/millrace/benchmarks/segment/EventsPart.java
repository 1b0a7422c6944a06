package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event costs from the log to the log, first the service, then the bare topology. Each works off a backlog, which
 * only warms it up, as bursts do until its compilers are done; then events come at a steady rate; then in bursts faster than it
 * can work.
 */
final class EventsPart {

    private static final double THROUGHPUT = 0.5;
    private static final double LATENCY = 1.5;

    /**
     * @param customers who come again and again
     * @param backlog events that only warm up
     * @param warmUps bursts at most that only warm up, too
     * @param bursts of which the fastest counts: what disturbs a machine only ever adds
     * @param burst events of each
     * @param perSecond events at a steady rate
     * @param measured how long it lasts
     */
    record Size(
            int customers,
            int backlog,
            int warmUps,
            int bursts,
            int burst,
            int perSecond,
            Duration settling,
            Duration measured) {}

    /** What one of the two took. */
    private record Taken(Drain drain, Sightings.Latency latency) {}

    private final Lab lab;
    private final Size size;
    private final Narrator narrator;

    EventsPart(Lab lab, Size size, Narrator narrator) {
        this.lab = lab;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        Taken service;
        Taken bare;
        int stateBytes;
        try (Installation installation = lab.install()) {
            installation.define(Segments.all());
            Load load = new Load(lab, new Script(installation.topics(), size.customers(), Script.visit()));
            load.fill(size.backlog(), sent -> narrator.say("events: %,d events stored", sent));
            try (Subject subject = Subject.service(installation)) {
                service = measure(subject, load, "the service");
            }
            stateBytes = StateSize.of(installation);
            try (Subject subject = Subject.bare(installation, stateBytes)) {
                bare = measure(subject, load, "the bare topology");
            }
        }
        return figures(service, bare, stateBytes);
    }

    private Taken measure(Subject subject, Load load, String who) {
        Drain.measure(
                subject, 0, done -> narrator.say("events: %s worked off %.0f %% of the backlog", who, 100 * done));
        warmUp(subject, load, who);
        narrator.say(
                "events: %s gets %,d events a second for %d s",
                who, size.perSecond(), size.measured().toSeconds());
        Sightings.Latency latency =
                SteadyLatency.of(lab, subject, load, size.perSecond(), size.settling(), size.measured());
        Drain best = burst(subject, load, who);
        for (int burst = 2; burst <= size.bursts(); burst++) {
            Drain next = burst(subject, load, who);
            best = next.perSecond() > best.perSecond() ? next : best;
        }
        return new Taken(best, latency);
    }

    /** Much code takes long to be compiled, and who runs for days does it once. */
    private void warmUp(Subject subject, Load load, String who) {
        for (int burst = 1; burst <= size.warmUps(); burst++) {
            Drain drain = burst(subject, load, who);
            narrator.say(
                    "events: %s took %.1f µs for an event, its compilers %.1f µs of them",
                    who, drain.processorMicros(), drain.compilerMicros());
            if (Compilers.areDone(drain.compilerMicros() / drain.processorMicros())) {
                return;
            }
        }
    }

    /** Counted from when all events of the burst are stored. */
    private Drain burst(Subject subject, Load load, String who) {
        load.fill(size.burst(), sent -> {});
        return Drain.measure(
                subject, 0, done -> narrator.say("events: %s worked off %.0f %% of a burst", who, 100 * done));
    }

    private List<Figure> figures(Taken service, Taken bare, int stateBytes) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                "baseline: %,d bytes of state read, changed, written".formatted(stateBytes),
                bare.drain().perSecond(),
                "events/s"));
        figures.add(Figure.of(
                        "events with %d segments".formatted(Segments.COUNT),
                        service.drain().perSecond(),
                        "events/s")
                .against(bare.drain().perSecond()));
        figures.add(Figure.of(
                        "events, service over bare",
                        service.drain().perSecond() / bare.drain().perSecond(),
                        "times")
                .goal(Goal.atLeast(THROUGHPUT)));
        figures.add(Figure.of("processor time of an event", service.drain().processorMicros(), "µs")
                .against(bare.drain().processorMicros()));
        figures.add(Figure.of("of that, compilers", service.drain().compilerMicros(), "µs"));
        figures.add(Figure.of("baseline: event to output, p50", bare.latency().p50(), "ms"));
        figures.add(Figure.of("baseline: event to output, p99", bare.latency().p99(), "ms"));
        figures.add(Figure.of(
                        "event to transition at 2,000/s, p50", service.latency().p50(), "ms")
                .against(bare.latency().p50()));
        figures.add(Figure.of(
                        "event to transition at 2,000/s, p99", service.latency().p99(), "ms")
                .against(bare.latency().p99())
                .goal(Goal.atMost(LATENCY * bare.latency().p99())));
        return figures;
    }
}
