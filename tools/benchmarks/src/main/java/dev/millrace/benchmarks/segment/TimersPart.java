package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Many customers, each with a timer: how late timers are while events come in, what a new segment over all of them costs, and
 * an outage in which the timers of nearly all fall due.
 *
 * <p>Everybody sees a product once, and the events are dated so that the new segment's timers fall due in one short span
 * soon after its sweep. Nobody's clock is turned: what the service finds after a short outage is what it finds after a long
 * one, all timers overdue at its first tick.
 */
final class TimersPart {

    /** One in so many is in the new segment at once. */
    static final int SELECTED_ONE_IN = 10;

    private static final Duration LONG_AGO = Duration.ofHours(2);

    /** What the service may take to stop in order. */
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    /**
     * @param customers who have a timer each
     * @param perSecond events at a steady rate
     * @param measured how long timers are watched
     * @param outage in which the timers of nine of ten fall due
     */
    record Size(int customers, int perSecond, Duration measured, Duration outage) {

        int selected() {
            return (customers + SELECTED_ONE_IN - 1) / SELECTED_ONE_IN;
        }
    }

    private final Lab lab;
    private final Size size;
    private final Narrator narrator;

    TimersPart(Lab lab, Size size, Narrator narrator) {
        this.lab = lab;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        List<Figure> figures = new ArrayList<>();
        try (Installation installation = lab.install()) {
            installation.define(Segments.all());
            Instant firstSeen = Act.millis(lab.time().instant()).minus(size.outage());
            seed(installation, firstSeen);
            Load load = new Load(lab, new Script(installation.topics(), size.customers(), Script.newcomers()));
            Instant due;
            Sightings.Latency usual;
            try (Subject service = Subject.service(installation)) {
                Drain.measure(
                        service,
                        0.5,
                        done -> narrator.say("timers: %.0f %% of %,d customers made", 100 * done, size.customers()));
                awaitReady(service);
                narrator.say("timers: how late they are with %,d armed", size.customers());
                Lateness lateness = Lateness.measure(lab, service, load, size);
                figures.addAll(lateness.figures(size));
                usual = lateness.events();
                NewSegment sweep = NewSegment.sweep(installation, service, load, size, firstSeen, narrator);
                figures.addAll(sweep.figures(usual));
                due = sweep.due();
                figures.addAll(Memory.figures(service, size.customers()));
                waitUntil(due.minus(TO_STOP), "until %,d timers are about to fall due");
            }
            if (lab.time().instant().isAfter(due)) {
                narrator.say("timers: no outage is measured, because the sweep took until timers fell due");
                return figures;
            }
            waitUntil(due.plus(size.outage()).plusSeconds(1), "while %,d timers fall due and the service is away");
            Outage outage = Outage.measure(installation, load, size, narrator);
            figures.addAll(outage.figures(usual));
        }
        return figures;
    }

    private void seed(Installation installation, Instant firstSeen) {
        Load load = new Load(lab, new Script(installation.topics(), size.customers(), List.of(Act.VIEW)));
        long spread = size.outage().toMillis();
        load.fill(
                size.customers(),
                sent -> narrator.say("timers: first events of %,d customers stored", sent),
                n -> n % SELECTED_ONE_IN == 0
                        ? firstSeen.minus(LONG_AGO)
                        : firstSeen.plusMillis(spread * n / size.customers()));
    }

    private void awaitReady(Subject service) {
        while (!service.client().isReady() || !service.client().hasSwept()) {
            service.jvm().requireAlive();
            narrator.say("timers: waiting until all customers are judged by the rules in force");
            Pause.millis(1_000);
        }
    }

    private void waitUntil(Instant moment, String why) {
        narrator.say("timers: waiting " + why, size.customers() - size.selected());
        while (lab.time().instant().isBefore(moment)) {
            Pause.millis(100);
        }
    }
}
