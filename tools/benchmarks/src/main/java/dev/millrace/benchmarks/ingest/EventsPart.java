package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many events are taken beside the bare handler, one and fifty a request, and how soon they are answered at half that. */
final class EventsPart {

    private static final double OF_BARE = 0.7;
    private static final double HALF = 0.5;

    private final Workshop workshop;
    private final Size size;
    private final Narrator narrator;

    /**
     * How much is measured.
     *
     * @param warmUps spans at most before anything counts
     */
    record Size(int warmUps, Duration span, int spans, Duration latency) {}

    private enum Shape {
        SINGLE("single events", Template.single(Taker.KEY), 64),
        BATCH("batches of 50", Template.batch(Taker.KEY, 50), 16);

        private final String label;
        private final Template template;
        private final int connections;

        Shape(String label, Template template, int connections) {
            this.label = label;
            this.template = template;
            this.connections = connections;
        }
    }

    EventsPart(Workshop workshop, Size size, Narrator narrator) {
        this.workshop = workshop;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        List<Figure> figures = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            figures.addAll(measure(shape));
        }
        return figures;
    }

    private List<Figure> measure(Shape shape) {
        Topics topics = workshop.install();
        int events = shape.template.events();
        List<Figure> figures = new ArrayList<>();
        try (Taker bare = Taker.bare(workshop, topics, 1);
                Taker apart = Taker.bare(workshop, topics, events);
                Taker service = Taker.service(workshop, topics)) {
            narrator.say(
                    "events: %s to the service, the bare handler and one that stores each event apart", shape.label);
            List<Double> rates =
                    Rate.byTurns(List.of(service, bare, apart), shape.template, shape.connections, size, this::warmed);
            double taken = rates.get(0);
            double ofBare = taken / rates.get(1);
            figures.add(Figure.of(shape.label, taken, "events/s").against(rates.get(1)));
            figures.add(Figure.of(shape.label + " over the bare handler's", ofBare, "times")
                    .goal(Goal.atLeast(OF_BARE)));
            if (events > 1) {
                figures.add(Figure.of("over one that stores each event apart", taken / rates.get(2), "times"));
            }
            narrator.say("events: %s at %,.0f events/s", shape.label, HALF * taken);
            figures.addAll(Latency.of(service, shape.template, HALF * taken, size.span(), size.latency())
                    .figures("answer to %s at half that".formatted(shape.label)));
        }
        workshop.discard(topics);
        return figures;
    }

    private void warmed(double eventsPerSecond, double compilers) {
        narrator.say(
                "events: warming up, %,.0f events/s, compilers took %.0f %% of the processor time",
                eventsPerSecond, 100 * compilers);
    }
}
