package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.WarmUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** Waits that are over in the same minute, some of which are called off meanwhile, among very many that go on. */
final class DrainPart {

    private static final double OF_PLAIN = 0.5;
    private static final int[] PRIORITIES = {9, 5, 1};
    private static final int[] SHARES = {10, 30, 60};
    private static final double ONE_SECOND = 1_000;

    /** Batches that were claimed before, and are worked on side by side. */
    private static final double OUT_OF_ORDER_SHARE = 0.01;

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int BETWEEN_CANCELLATIONS_MILLIS = 50;

    /** How far ahead of the last one is looked for the next: they come nearly in order. */
    private static final int WINDOW = 50_000;

    /** How many of a warming-up are called off: one in so many. */
    private static final int CALLED_OFF = 50;

    private final Workbench bench;
    private final Size size;
    private final Narrator narrator;

    /**
     * How much is measured.
     *
     * @param warmUps bursts at most before anything counts
     * @param burst waits that are over in each of them
     * @param due waits that are over
     * @param waiting those that are not
     */
    record Size(int warmUps, int burst, int due, long waiting) {}

    DrainPart(Workbench bench, Size size, Narrator narrator) {
        this.bench = bench;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        narrator.say("drain: putting in %,d who wait", size.waiting());
        bench.letWait(size.waiting());
        for (int priority : PRIORITIES) {
            bench.service().campaign(campaign(priority), document(priority));
        }
        new WarmUp(new Compilers(bench.service().jvm()), narrator)
                .by(size.warmUps(), "drain: warming up, %,.0f messages/s", this::burst);
        narrator.say("drain: the same rows by plain JDBC, of %,d", size.due());
        double plain = plain();
        long first = bench.strangers(size.due());
        narrator.say("drain: putting in %,d whose waits are over", size.due());
        Instant go = bench.time().instant().plus(Duration.ofSeconds(15).plusMillis(size.due() / 20));
        new Crowd(bench.site().database()).add(first, size.due(), number -> standing(number - first, go));
        try (Sightings messages = bench.sightings(first, size.due(), Workbench.REQUESTED);
                Sightings cancelled = bench.sightings(first, size.due(), Workbench.CANCELLED);
                DueIndex index = new DueIndex(bench.site().database())) {
            double sizeBefore = index.megabytes();
            while (bench.time().instant().isBefore(go)) {
                Pause.millis(1);
            }
            narrator.say("drain: %,d at once, with cancellations", size.due());
            long start = System.nanoTime();
            double lookBefore = index.look();
            Histogram cancellations = cancelMeanwhile(first, messages, cancelled);
            messages.await(size.due(), bench.service(), PATIENCE);
            double rate = size.due() / ((System.nanoTime() - start) / 1e9);
            List<Figure> figures = new ArrayList<>();
            figures.add(
                    Figure.of("%,d waits over at once, neighbours stubbed".formatted(size.due()), rate, "messages/s")
                            .against(plain));
            figures.add(Figure.of("over plain JDBC's", rate / plain, "times").goal(Goal.atLeast(OF_PLAIN)));
            figures.add(Figure.of("ahead of the highest priority", ahead(first, messages), "messages")
                    .goal(Goal.atMost(Math.max(2_000, OUT_OF_ORDER_SHARE * size.due()))));
            figures.add(Figure.of("cancellations meanwhile", cancellations.getTotalCount(), "cancellations")
                    .goal(Goal.atLeast(1)));
            if (cancellations.getTotalCount() > 0) {
                figures.add(Figure.of("exit to cancellation, p50", cancellations.getValueAtPercentile(50) / 1e6, "ms"));
                figures.add(Figure.of("exit to cancellation, p99", cancellations.getValueAtPercentile(99) / 1e6, "ms"));
                figures.add(Figure.of("exit to cancellation, longest", cancellations.getMaxValue() / 1e6, "ms")
                        .goal(Goal.atMost(ONE_SECOND)));
            }
            figures.add(Figure.of("dead rows, most", index.mostDead(), "rows"));
            figures.add(Figure.of("dead rows, at the end", index.dead(), "rows"));
            figures.add(Figure.of("index of %,d who wait".formatted(size.waiting()), index.megabytes(), "MB")
                    .against(sizeBefore));
            figures.add(Figure.of("a look at what is due, longest", index.longestLook(), "ms")
                    .against(lookBefore));
            return figures;
        }
    }

    private double burst() {
        long first = bench.strangers(size.burst());
        Instant now = bench.time().instant();
        try (Sightings messages = bench.sightings(first, size.burst(), Workbench.REQUESTED);
                Sightings cancelled = bench.sightings(first, size.burst(), Workbench.CANCELLED)) {
            long start = System.nanoTime();
            new Crowd(bench.site().database())
                    .add(first, size.burst(), number -> new Crowd.Standing(campaign(1), 1, now, now));
            messages.await(size.burst(), bench.service(), PATIENCE);
            double rate = size.burst() / ((System.nanoTime() - start) / 1e9);
            for (long customer = first; customer < first + size.burst(); customer += CALLED_OFF) {
                bench.transitions().exit(customer, Transitions.SEGMENT);
            }
            cancelled.await((size.burst() + CALLED_OFF - 1) / CALLED_OFF, bench.service(), PATIENCE);
            return rate;
        }
    }

    private static String campaign(int priority) {
        return "over-" + priority;
    }

    private static String document(int priority) {
        return """
                name: Over
                start: {entered: elsewhere}
                exitOn: {exited: leads}
                priority: %d
                steps: [{wait: 1h}, {send: {template: later}}]
                """
                .formatted(priority);
    }

    /** Due within the minute before they are all looked at. */
    private Crowd.Standing standing(long place, Instant go) {
        long percent = place * 100 / size.due();
        int priority =
                percent < SHARES[0] ? PRIORITIES[0] : percent < SHARES[0] + SHARES[1] ? PRIORITIES[1] : PRIORITIES[2];
        Instant due =
                go.minus(Duration.ofMinutes(1).multipliedBy(size.due() - place).dividedBy(size.due()));
        return new Crowd.Standing(campaign(priority), priority, due, go);
    }

    private double plain() {
        long first = bench.strangers(size.due());
        Instant far = bench.time().instant().plus(Duration.ofDays(60));
        new Crowd(bench.site().database()).add(first, size.due(), number -> new Crowd.Standing("waiting", 5, far, far));
        return new PlainJdbc(bench.site().database(), bench.time()).finish(first, size.due());
    }

    /** Until all messages are there, calls off one after the other of those that are. */
    private Histogram cancelMeanwhile(long first, Sightings messages, Sightings cancelled) {
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
        List<long[]> asked = new ArrayList<>();
        long next = first;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (messages.count() < size.due() && System.nanoTime() < end) {
            OptionalLong sent = sent(messages, next, Math.min(next + WINDOW, first + size.due()));
            if (sent.isPresent()) {
                long wrote = System.nanoTime();
                bench.transitions().exit(sent.getAsLong(), Transitions.SEGMENT);
                asked.add(new long[] {sent.getAsLong(), wrote});
                next = sent.getAsLong() + 1;
            }
            bench.service().jvm().requireAlive();
            Pause.millis(BETWEEN_CANCELLATIONS_MILLIS);
        }
        cancelled.await(asked.size(), bench.service(), PATIENCE);
        long[] longest = {0, 0};
        for (int i = 0; i < asked.size(); i++) {
            long[] one = asked.get(i);
            long took = Math.max(1, cancelled.at(one[0]) - one[1]);
            nanos.recordValue(took);
            longest = took > longest[0] ? new long[] {took, one[1] - asked.get(0)[1]} : longest;
        }
        narrator.say(
                "drain: the longest cancellation took %,d ms, %,d s after the first",
                TimeUnit.NANOSECONDS.toMillis(longest[0]), TimeUnit.NANOSECONDS.toSeconds(longest[1]));
        return nanos;
    }

    /** The first of these whose message is there. */
    private static OptionalLong sent(Sightings messages, long from, long to) {
        return LongStream.range(from, to)
                .filter(customer -> messages.at(customer) != 0)
                .findFirst();
    }

    /** Messages of lower priorities that were written before the last of the highest. */
    private double ahead(long first, Sightings messages) {
        long highest = (long) size.due() * SHARES[0] / 100;
        long last = 0;
        for (long place = 0; place < highest; place++) {
            last = Math.max(last, messages.writtenAt(first + place));
        }
        long ahead = 0;
        for (long place = highest; place < size.due(); place++) {
            ahead += messages.writtenAt(first + place) < last ? 1 : 0;
        }
        return ahead;
    }
}
