package dev.millrace.benchmarks.ingest;

import dev.millrace.benchmarks.Benchmark;
import dev.millrace.benchmarks.Effort;
import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Progress;
import dev.millrace.benchmarks.lab.Narrator;
import dev.millrace.benchmarks.lab.Quiet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The running ingest-service on this machine, with its broker and the load on the same cores. */
public final class IngestBenchmark implements Benchmark {

    private enum Part {
        EVENTS("throughput and latency, one and fifty events a request") {
            @Override
            List<Figure> measure(Workshop workshop, Effort effort, Narrator narrator) {
                return new EventsPart(workshop, Sizes.events(effort), narrator).measure();
            }
        },
        MEMORY("memory over many events") {
            @Override
            List<Figure> measure(Workshop workshop, Effort effort, Narrator narrator) {
                return new MemoryPart(workshop, Sizes.manyEvents(effort), narrator).measure();
            }
        },
        OUTAGE("the broker stopped under load and started again") {
            @Override
            List<Figure> measure(Workshop workshop, Effort effort, Narrator narrator) {
                return new OutagePart(workshop, Sizes.outage(effort), narrator).measure();
            }
        };

        private final String purpose;

        Part(String purpose) {
            this.purpose = purpose;
        }

        abstract List<Figure> measure(Workshop workshop, Effort effort, Narrator narrator);
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String purpose() {
        return "the running ingest-service beside a bare handler: events, memory, an outage of Kafka";
    }

    @Override
    public Map<String, Benchmark> parts() {
        Map<String, Benchmark> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            parts.put(name, new Alone(name, part));
        }
        return parts;
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        return measure(List.of(Part.values()), effort, progress);
    }

    private static List<Figure> measure(List<Part> parts, Effort effort, Progress progress) {
        Quiet.kafka();
        List<Figure> figures = new ArrayList<>();
        try (Workshop workshop = Workshop.open()) {
            for (int i = 0; i < parts.size(); i++) {
                figures.addAll(parts.get(i).measure(workshop, effort, new Narrator(progress, i + 1, parts.size())));
            }
        }
        return figures;
    }

    private record Alone(String name, Part part) implements Benchmark {

        @Override
        public String purpose() {
            return part.purpose;
        }

        @Override
        public List<Figure> run(Effort effort, Progress progress) {
            return measure(List.of(part), effort, progress);
        }
    }
}
