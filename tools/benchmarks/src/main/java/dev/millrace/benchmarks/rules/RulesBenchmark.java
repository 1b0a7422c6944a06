package dev.millrace.benchmarks.rules;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.Jmh;
import dev.millrace.benchmarks.Jmh.Cost;
import dev.millrace.benchmarks.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one event costs the rules on one thread: that it depends on how many rules the event touches and not on how many
 * there are, and what reading and writing the customer adds.
 */
public final class RulesBenchmark implements Benchmark {

    private static final int[] SIZES = {10, 100, 1000};
    private static final int[] TOUCHED = {0, 1, 3};
    /** What disturbs a machine, or a compiler, only ever adds: of several rounds the least is nearest the truth. */
    private static final int ROUNDS = 4;

    private static final int MOST = 3;
    private static final int USUAL = 100;

    private static final double MICROS_PER_EVENT = 2;
    private static final double GROWTH = 1.2;
    private static final double ALLOCATION_GROWTH = 1.05;
    private static final double MICROS_FOR_BYTES = 1.5;
    private static final double STATE_BYTES = 800;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String purpose() {
        return "an event folded and judged by the rules it touches, among 10, 100 and 1,000 segments; the customer's bytes";
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        Run run = new Run(new Jmh(effort), progress);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(events(run));
        figures.addAll(rules(run));
        figures.addAll(bytes(run));
        return figures;
    }

    private static List<Figure> events(Run run) {
        List<Figure> figures = new ArrayList<>();
        List<Figure> growth = new ArrayList<>();
        Cost bare = run.measure(BareWork.class, "countInCopy", "the bare baseline of an event", Map.of());
        figures.add(Figure.of("baseline: one count in a copy of a TreeMap", bare.micros(), "µs"));
        figures.add(Figure.of("baseline, allocated", bare.bytes(), "bytes"));
        for (int touched : TOUCHED) {
            List<Cost> costs = eventCosts(run, touched);
            for (int again = 1; again < ROUNDS; again++) {
                costs = least(costs, eventCosts(run, touched));
            }
            for (int i = 0; i < SIZES.length; i++) {
                int size = SIZES[i];
                String name = eventName(touched, size);
                Cost cost = costs.get(i);
                Figure time = Figure.of(name, cost.micros(), "µs").against(bare.micros());
                boolean isAim = touched == MOST && size == USUAL;
                figures.add(isAim ? time.goal(Goal.atMost(MICROS_PER_EVENT)) : time);
                figures.add(
                        Figure.of(name + ", allocated", cost.bytes(), "bytes").against(bare.bytes()));
            }
            String which = ", %d touched".formatted(touched);
            growth.add(Figure.of(
                            "time, 1,000 segments over 10" + which,
                            costs.get(2).nanos() / costs.get(0).nanos(),
                            "times")
                    .goal(Goal.atMost(GROWTH)));
            growth.add(Figure.of(
                            "allocated, 1,000 segments over 100" + which,
                            costs.get(2).bytes() / costs.get(1).bytes(),
                            "times")
                    .goal(Goal.atMost(ALLOCATION_GROWTH)));
        }
        figures.addAll(growth);
        return figures;
    }

    private static List<Cost> eventCosts(Run run, int touched) {
        List<Cost> costs = new ArrayList<>();
        for (int size : SIZES) {
            costs.add(run.measure(EventCost.class, "judge", eventName(touched, size), parameters(size, touched)));
        }
        return costs;
    }

    private static List<Cost> least(List<Cost> some, List<Cost> others) {
        List<Cost> least = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            least.add(some.get(i).nanos() <= others.get(i).nanos() ? some.get(i) : others.get(i));
        }
        return least;
    }

    private static String eventName(int touched, int size) {
        return "event, %d touched of %,d segments".formatted(touched, size);
    }

    private static List<Figure> rules(Run run) {
        List<Figure> figures = new ArrayList<>();
        for (int size : SIZES) {
            String name = "all rules of %,d segments".formatted(size);
            Cost cost = run.measure(RuleCost.class, "evaluateAll", name, Map.of("segments", Integer.toString(size)));
            figures.add(Figure.of(name, cost.micros(), "µs"));
            figures.add(Figure.of(name + ", each", cost.nanos() / size, "ns"));
        }
        Cost reading = run.measure(
                RuleCost.class,
                "parseAndCompile",
                "a rule parsed and compiled",
                Map.of("segments", Integer.toString(USUAL)));
        figures.add(Figure.of("a rule parsed and compiled", reading.micros(), "µs"));
        return figures;
    }

    private static List<Figure> bytes(Run run) {
        List<Figure> figures = new ArrayList<>();
        for (String kind : List.of("typical", "busy")) {
            figures.addAll(bytes(run, kind, kind.equals("typical")));
        }
        return figures;
    }

    private static List<Figure> bytes(Run run, String kind, boolean isAim) {
        Map<String, String> of = Map.of("kind", kind);
        String customer = "a " + kind + " customer";
        double bare = run.measure(BytesCost.class, "copyNumbers", "the bare baseline of a codec", of)
                .micros();
        Cost encode = run.measure(BytesCost.class, "encode", customer + " to bytes", of);
        Cost decode = run.measure(BytesCost.class, "decode", customer + " from bytes", of);
        Figure both = Figure.of(customer + " to bytes and back", encode.micros() + decode.micros(), "µs")
                .against(bare);
        Cost all = run.measure(BytesCost.class, "readAndWriteAll", customer + ", every part", of);
        Figure size = Figure.of("size of " + customer, BytesCost.size(kind), "bytes");
        return List.of(
                Figure.of("baseline: as many bytes read and written as numbers", bare, "µs"),
                Figure.of(customer + " to bytes", encode.micros(), "µs"),
                Figure.of(customer + " from bytes", decode.micros(), "µs"),
                isAim ? both.goal(Goal.atMost(MICROS_FOR_BYTES)) : both,
                Figure.of(customer + " to bytes and back, allocated", encode.bytes() + decode.bytes(), "bytes"),
                Figure.of(customer + ", every part read and written anew", all.micros(), "µs")
                        .against(bare),
                isAim ? size.goal(Goal.atMost(STATE_BYTES)) : size);
    }

    private static Map<String, String> parameters(int segments, int touched) {
        return Map.of("segments", Integer.toString(segments), "touched", Integer.toString(touched));
    }

    /** Counts what is measured. */
    private static final class Run {

        private static final int PARTS = 1 + ROUNDS * SIZES.length * TOUCHED.length + SIZES.length + 1 + 8;

        private final Jmh jmh;
        private final Progress progress;
        private int part;

        private Run(Jmh jmh, Progress progress) {
            this.jmh = jmh;
            this.progress = progress;
        }

        private Cost measure(Class<?> type, String method, String what, Map<String, String> parameters) {
            part++;
            progress.starts(part, PARTS, what);
            return jmh.measure(type, method, parameters);
        }
    }
}
