package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.Topics;
import java.util.List;

/** Whether the service holds more memory after many events than after the first tenth of them. */
final class MemoryPart {

    private static final int BATCH = 50;
    private static final int CONNECTIONS = 16;
    private static final int FIRST_PART = 10;
    private static final double MOST_GROWTH = 16;
    private static final long TELL_EVERY = 1_000_000;

    private final Workshop workshop;
    private final long events;
    private final Narrator narrator;

    MemoryPart(Workshop workshop, long events, Narrator narrator) {
        this.workshop = workshop;
        this.events = events;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        Topics topics = workshop.install();
        try (Taker service = Taker.service(workshop, topics)) {
            Held early = after(service, events / FIRST_PART);
            Held late = after(service, events - events / FIRST_PART);
            workshop.discard(topics);
            return List.of(
                    Figure.of("resident memory after %,d events".formatted(events), late.resident(), "MB")
                            .against(early.resident()),
                    Figure.of("more resident than after a tenth of them", late.resident() - early.resident(), "MB")
                            .goal(Goal.atMost(MOST_GROWTH)),
                    Figure.of("more on the heap than after a tenth of them", late.heap() - early.heap(), "MB")
                            .goal(Goal.atMost(MOST_GROWTH)));
        }
    }

    private Held after(Taker service, long count) {
        try (HttpLoad load =
                HttpLoad.full(Template.batch(Taker.KEY, BATCH), service.port(), CONNECTIONS, Rate::requireStored)) {
            long told = 0;
            for (long answered = 0; answered < count; answered = load.answeredEvents()) {
                if (answered >= told) {
                    narrator.say("memory: %,d of %,d events", answered, count);
                    told += TELL_EVERY;
                }
                service.jvm().requireAlive();
                Pause.millis(50);
            }
        }
        return Held.by(service);
    }
}
