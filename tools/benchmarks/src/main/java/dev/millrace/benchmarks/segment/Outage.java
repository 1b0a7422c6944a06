package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import java.util.ArrayList;
import java.util.List;

/**
 * The service comes back and finds nearly everybody's timer overdue. Beside it, what the bare topology makes of the same: it
 * knows the same customers, was away, too, and finds events of all of them, each of which it passes on.
 */
record Outage(int overdue, Recovery service, Recovery bare) {

    private static final double OF_BARE = 0.4;
    private static final double EVENTS_AT_MOST = 3;

    /** So many events of each customer wait for the bare topology: with fewer it would be done before it is warm. */
    private static final int EVENTS_OF_EACH = 3;

    static Outage measure(Installation installation, Load load, TimersPart.Size size, Narrator narrator) {
        int overdue = size.customers() - size.selected();
        Recovery service;
        try (Subject subject = Subject.service(installation)) {
            service = Recovery.of(
                    subject,
                    installation.lab(),
                    load,
                    size.perSecond(),
                    overdue,
                    record -> Published.of(record).isOf(Segments.SWEPT),
                    done -> narrator.say("timers: %,d overdue timers published after the outage", done));
        }
        return new Outage(overdue, service, bare(installation, load, size, narrator));
    }

    private static Recovery bare(Installation installation, Load load, TimersPart.Size size, Narrator narrator) {
        int stateBytes = StateSize.of(installation);
        try (Subject subject = Subject.bare(installation, stateBytes)) {
            Drain.measure(
                    subject,
                    0,
                    done -> narrator.say("timers: the bare topology knows %.0f %% of the customers", 100 * done));
        }
        int waiting = EVENTS_OF_EACH * size.customers();
        new Load(installation.lab(), new Script(installation.topics(), size.customers(), List.of(Act.ADD)))
                .fill(waiting, sent -> narrator.say("timers: %,d events stored for the bare topology", sent));
        try (Subject subject = Subject.bare(installation, stateBytes)) {
            return Recovery.of(
                    subject,
                    installation.lab(),
                    load,
                    size.perSecond(),
                    waiting,
                    record -> true,
                    done -> narrator.say("timers: the bare topology has passed on %,d events", done));
        }
    }

    List<Figure> figures(Sightings.Latency usual) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("baseline: events of as many customers after an outage", bare.perSecond(), "events/s"));
        figures.add(Figure.of("%,d overdue timers after an outage".formatted(overdue), service.perSecond(), "timers/s")
                .against(bare.perSecond()));
        figures.add(Figure.of(
                        "overdue timers over events of the bare topology",
                        service.perSecond() / bare.perSecond(),
                        "times")
                .goal(Goal.atLeast(OF_BARE)));
        figures.add(Figure.of(
                "from the first of them to the last, cold start included",
                service.inAll().toMillis() / 1e3,
                "s"));
        figures.add(Figure.of(
                "event to transition in the first %d s of it, p99".formatted(Recovery.WARM_UP.toSeconds()),
                service.atFirst().p99(),
                "ms"));
        figures.add(Figure.of(
                        "event to transition while they fire, p99",
                        service.events().p99(),
                        "ms")
                .against(usual.p99())
                .goal(Goal.atMost(EVENTS_AT_MOST * usual.p99())));
        return figures;
    }
}
