package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event costs among many customers, beside few. The many are copies of the few: their state is written into the log of
 * another installation, and the service restores it from there as it does after the loss of a disk.
 */
final class SizePart {

    private static final double GROWTH = 1.5;
    private static final double WARM_UP = 0.6;
    private static final int EVENTS_EACH = 3;

    /**
     * @param events that are measured, with the few and with the many
     */
    record Size(int few, int many, int events) {}

    private final Lab lab;
    private final Size size;
    private final Narrator narrator;

    SizePart(Lab lab, Size size, Narrator narrator) {
        this.lab = lab;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        try (Installation few = lab.install();
                Installation many = lab.install()) {
            few.define(Segments.all());
            Load load = new Load(lab, new Script(few.topics(), size.few(), Script.visit()));
            load.fill((long) EVENTS_EACH * size.few(), sent -> {});
            try (Subject service = Subject.service(few)) {
                Drain.measure(
                        service,
                        0.5,
                        done -> narrator.say("size: %.0f %% of %,d customers made", 100 * done, size.few()));
            }
            StateCopy.of(few, size.few()).into(many, size.many(), narrator);
            Drain withFew = drain(few, load, size.few());
            Load other = new Load(lab, new Script(many.topics(), size.many(), Script.visit()));
            Drain withMany = drain(many, other, size.many());
            return figures(withFew, withMany);
        }
    }

    private Drain drain(Installation installation, Load load, int customers) {
        load.fill(size.events(), sent -> {});
        try (Subject service = Subject.service(installation)) {
            return Drain.measure(
                    service,
                    WARM_UP,
                    done -> narrator.say("size: %.0f %% of the events among %,d customers", 100 * done, customers));
        }
    }

    private List<Figure> figures(Drain few, Drain many) {
        List<Figure> figures = new ArrayList<>();
        figures.add(
                Figure.of("baseline: an event among %,d customers".formatted(size.few()), 1e6 / few.perSecond(), "µs"));
        figures.add(Figure.of("an event among %,d customers".formatted(size.many()), 1e6 / many.perSecond(), "µs")
                .against(1e6 / few.perSecond())
                .goal(Goal.atMost(GROWTH * 1e6 / few.perSecond())));
        figures.add(Figure.of(
                        "processor time of an event among %,d customers".formatted(size.many()),
                        many.processorMicros(),
                        "µs")
                .against(few.processorMicros()));
        return figures;
    }
}
