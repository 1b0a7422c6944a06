package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Progress;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Quiet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The running segment-service on this machine, with its broker on the same cores, beside a bare topology in the same run. */
public final class SegmentBenchmark implements Benchmark {

    private static final String EVENTS = "events";
    private static final String TIMERS = "timers";
    private static final String SIZE = "size";

    /** Measures a part of it in a lab. */
    @FunctionalInterface
    private interface Part {
        List<Figure> measure(Lab lab, Effort effort, Narrator narrator);
    }

    private static final Part EVENTS_PART =
            (lab, effort, narrator) -> new EventsPart(lab, Sizes.events(effort), narrator).measure();
    private static final Part TIMERS_PART =
            (lab, effort, narrator) -> new TimersPart(lab, Sizes.timers(effort), narrator).measure();

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public String purpose() {
        return "the running segment-service beside a bare topology: events, timers, a new segment, an outage, size";
    }

    @Override
    public Map<String, Benchmark> parts() {
        Map<String, Benchmark> parts = new LinkedHashMap<>();
        parts.put(EVENTS, alone(EVENTS, "throughput and latency of events", EVENTS_PART));
        parts.put(TIMERS, alone(TIMERS, "timers, a new segment and an outage with many customers", TIMERS_PART));
        parts.put(SIZE, alone(SIZE, "events with many customers beside few", size(Sizes::customersAlone)));
        return parts;
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        return measure(List.of(EVENTS_PART, TIMERS_PART, size(Sizes::customersAmongOthers)), effort, progress);
    }

    private static Part size(Function<Effort, Integer> customers) {
        return (lab, effort, narrator) ->
                new SizePart(lab, Sizes.size(effort, customers.apply(effort)), narrator).measure();
    }

    private static List<Figure> measure(List<Part> parts, Effort effort, Progress progress) {
        Quiet.kafka();
        List<Figure> figures = new ArrayList<>();
        try (Lab lab = Lab.open(InstantSource.system())) {
            for (int i = 0; i < parts.size(); i++) {
                figures.addAll(parts.get(i).measure(lab, effort, new Narrator(progress, i + 1, parts.size())));
            }
        }
        return figures;
    }

    private static Benchmark alone(String name, String purpose, Part part) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String purpose() {
                return purpose;
            }

            @Override
            public List<Figure> run(Effort effort, Progress progress) {
                return measure(List.of(part), effort, progress);
            }
        };
    }
}
