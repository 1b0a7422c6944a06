package dev.millrace.benchmarks.trigger;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.Compilers;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Pause;
import dev.millrace.benchmarks.lab.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From a transition to the first message, beside plain JDBC, with few and with very many who wait. */
final class FlowPart {

    private static final double OF_PLAIN = 0.5;
    private static final double FLAT = 0.9;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Until PostgreSQL has counted what it did. */
    private static final int COUNTED_MILLIS = 2_000;

    private static final String ROWS =
            "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables where schemaname = 'public'";

    private final Workbench bench;
    private final Size size;
    private final Narrator narrator;

    /**
     * How much is measured.
     *
     * @param warmUps bursts at most before anything counts
     * @param burst enrolments that are measured at a time
     * @param few who wait at first
     * @param many who wait then
     */
    record Size(int warmUps, int burst, int bursts, long few, long many) {}

    FlowPart(Workbench bench, Size size, Narrator narrator) {
        this.bench = bench;
        this.size = size;
        this.narrator = narrator;
    }

    List<Figure> measure() {
        bench.letWait(size.few());
        new WarmUp(new Compilers(bench.service().jvm()), narrator)
                .by(size.warmUps(), "flow: warming up, %,.0f messages/s", this::enrol);
        narrator.say("flow: %d x %,d enrolments with a message, %,d waiting", size.bursts(), size.burst(), size.few());
        double before = rows();
        Duration spent = bench.service().jvm().processorTime();
        double few = best(this::enrol);
        double spentEach = bench.service().jvm().processorTime().minus(spent).toNanos() / 1e3 / all();
        double rowsEach = (rows() - before) / all();
        narrator.say("flow: the same rows by plain JDBC");
        before = rows();
        double plain = best(this::plain);
        double plainRowsEach = (rows() - before) / all();
        narrator.say("flow: putting in %,d who wait", size.many() - size.few());
        bench.letWait(size.many());
        narrator.say("flow: %d x %,d enrolments with a message, %,d waiting", size.bursts(), size.burst(), size.many());
        enrol();
        double many = best(this::enrol);
        double plainMany = best(this::plain);
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("enrolled, first message out, neighbours stubbed", few, "enrolments/s")
                .against(plain));
        figures.add(Figure.of("over plain JDBC's", few / plain, "times").goal(Goal.atLeast(OF_PLAIN)));
        figures.add(Figure.of("rows written for each", rowsEach, "rows").against(plainRowsEach));
        figures.add(Figure.of("processor time for each", spentEach, "us"));
        figures.add(Figure.of("with %,d waiting".formatted(size.many()), many, "enrolments/s")
                .against(plainMany));
        figures.add(Figure.of("over that with %,d waiting".formatted(size.few()), many / few, "times")
                .goal(Goal.atLeast(FLAT)));
        return figures;
    }

    private double all() {
        return (double) size.burst() * size.bursts();
    }

    private interface Burst {
        double rate();
    }

    /** What disturbs a machine only ever takes away. */
    private double best(Burst burst) {
        double best = 0;
        for (int i = 0; i < size.bursts(); i++) {
            best = Math.max(best, burst.rate());
        }
        return best;
    }

    private double enrol() {
        long first = bench.strangers(size.burst());
        try (Sightings messages = bench.sightings(first, size.burst(), Workbench.REQUESTED)) {
            long start = System.nanoTime();
            bench.transitions().enter(first, size.burst());
            messages.await(size.burst(), bench.service(), PATIENCE);
            return size.burst() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private double plain() {
        return new PlainJdbc(bench.site().database(), bench.time()).enrol(bench.strangers(size.burst()), size.burst());
    }

    private double rows() {
        Pause.millis(COUNTED_MILLIS);
        return bench.site().database().number(ROWS);
    }
}
