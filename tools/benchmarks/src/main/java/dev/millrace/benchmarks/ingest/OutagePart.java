package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broker is stopped under load and started again. What was answered 200 must stand in the topics, what waits must keep to
 * its bound, and soon after the broker can be used nothing is refused any more. The load must be large enough to reach that
 * bound: an outage that would fit into memory proves nothing.
 */
final class OutagePart {

    private static final int BATCH = 50;
    private static final int CONNECTIONS = 1_500;
    private static final double WAITING_BOUND = 32;
    private static final double REACHED = 0.9;
    private static final String TOO_MUCH_WAITS = "millrace_ingest_requests_refused_total{reason=\"overloaded\"";
    private static final double MOST_GROWTH = 16;
    private static final double RECOVERY_SECONDS = 5;
    private static final double MEGABYTE = 1 << 20;
    private static final int STORED = 200;
    private static final int TRY_AGAIN = 503;

    private final Workshop workshop;
    private final Size size;
    private final Narrator narrator;

    /** @param around how long events are sent before and after it */
    record Size(Duration away, Duration around, int eventsPerSecond) {}

    OutagePart(Workshop workshop, Size size, Narrator narrator) {
        this.workshop = workshop;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        Topics topics = workshop.install();
        try (Taker service = Taker.service(workshop, topics)) {
            narrator.say("outage: the process warms up");
            Rate.span(
                    service, Template.batch(Taker.KEY, BATCH), 16, size.around().dividedBy(2));
            Held before = Held.by(service);
            StoredNumbers stored = StoredNumbers.fromNowOn(workshop.bootstrap(), topics);
            Answers answers = new Answers();
            long back;
            double waiting;
            try (HttpLoad load = HttpLoad.steady(
                    Template.batch(Taker.KEY, BATCH), service.port(), CONNECTIONS, size.eventsPerSecond(), answers)) {
                Pause.of(size.around());
                narrator.say("outage: no broker for %,d s", size.away().toSeconds());
                workshop.stopKafka();
                waiting = mostWaiting(service, load);
                workshop.startKafkaAgain();
                back = System.nanoTime();
                narrator.say("outage: the broker is back");
                Pause.of(size.around());
                var unused = load.answeredEvents();
            }
            Held after = Held.by(service);
            if (answers.otherwise() > 0) {
                narrator.say("outage: answered otherwise, by status (0: the connection broke): %s", answers.otherwise);
            }
            narrator.say("outage: looking for %,d events", answers.accepted.cardinality());
            long missing = stored.missing(answers.accepted);
            double atOnce = service.metrics().sum(TOO_MUCH_WAITS);
            return List.of(
                    Figure.of(
                            "events answered 200 around an outage of %d s"
                                    .formatted(size.away().toSeconds()),
                            answers.accepted.cardinality(),
                            "events"),
                    Figure.of("of them missing in the topics", missing, "events")
                            .goal(Goal.atMost(0)),
                    Figure.of("requests answered 503", answers.refused, "requests"),
                    Figure.of("of them at once, because too much waited", atOnce, "requests")
                            .goal(Goal.atLeast(1)),
                    Figure.of("requests answered otherwise or not at all", answers.otherwise(), "requests")
                            .goal(Goal.atMost(0)),
                    Figure.of("most that waited for Kafka", waiting, "MB").goal(Goal.atMost(WAITING_BOUND)),
                    Figure.of("of the bound on that", waiting / WAITING_BOUND, "times")
                            .goal(Goal.atLeast(REACHED)),
                    Figure.of("more resident after it than before", after.resident() - before.resident(), "MB"),
                    Figure.of("more on the heap after it than before", after.heap() - before.heap(), "MB")
                            .goal(Goal.atMost(MOST_GROWTH)),
                    Figure.of("last refused after the broker can be used", answers.refusedAfter(back), "s")
                            .goal(Goal.atMost(RECOVERY_SECONDS)));
        }
    }

    private double mostWaiting(Taker service, HttpLoad load) {
        double most = 0;
        long until = System.nanoTime() + size.away().toNanos();
        while (System.nanoTime() < until) {
            most = Math.max(most, service.metrics().sum("millrace_ingest_waiting_bytes") / MEGABYTE);
            service.jvm().requireAlive();
            var unused = load.answeredEvents();
            Pause.millis(500);
        }
        return most;
    }

    /** What became of the requests; written by the load's thread and read when that has ended. */
    private static final class Answers implements HttpLoad.Outcomes {

        private final BitSet accepted = new BitSet();
        private long refused;
        /** How many by status; 0 stands for connections that broke. */
        private final Map<Integer, Integer> otherwise = new TreeMap<>();

        private long lastRefusedDue = Long.MIN_VALUE;

        @Override
        public void ended(Connection connection, int status) {
            if (status == STORED && connection.saysAllStored()) {
                int first = Math.toIntExact(connection.first());
                accepted.set(first, first + BATCH);
                return;
            }
            if (status == TRY_AGAIN) {
                refused++;
            } else {
                otherwise.merge(status, 1, Integer::sum);
            }
            lastRefusedDue = Math.max(lastRefusedDue, connection.due());
        }

        int otherwise() {
            return otherwise.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** How long after a moment the last request was due that was not stored, in seconds. */
        double refusedAfter(long moment) {
            return lastRefusedDue == Long.MIN_VALUE ? 0 : Math.max(0, (lastRefusedDue - moment) / 1e9);
        }
    }
}
