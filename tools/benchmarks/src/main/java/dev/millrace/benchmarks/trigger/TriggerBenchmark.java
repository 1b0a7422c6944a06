package dev.millrace.benchmarks.trigger;

import dev.millrace.backing.postgresql.PostgresServer;
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
import java.util.Locale;
import java.util.Map;

/** The running trigger-service on this machine, with broker and PostgreSQL on the same cores. */
public final class TriggerBenchmark implements Benchmark {

    private static final InstantSource TIME = InstantSource.system();

    private enum Part {
        FLOW("transitions to first messages, few and many waiting"),
        DRAIN("many waits over at once, cancellations meanwhile, the index of what is due"),
        LATENCY("transition to message with the real segment-service");

        private final String purpose;

        Part(String purpose) {
            this.purpose = purpose;
        }
    }

    private final long customers;

    public TriggerBenchmark() {
        this(0);
    }

    private TriggerBenchmark(long customers) {
        this.customers = customers;
    }

    @Override
    public String name() {
        return "trigger";
    }

    @Override
    public String purpose() {
        return "the running trigger-service beside plain JDBC: enrolments, waits that are over, latency";
    }

    @Override
    public Benchmark among(long many) {
        return new TriggerBenchmark(many);
    }

    @Override
    public Map<String, Benchmark> parts() {
        Map<String, Benchmark> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            parts.put(name, new Alone(name, part, customers));
        }
        return parts;
    }

    @Override
    public List<Figure> run(Effort effort, Progress progress) {
        return measure(List.of(Part.values()), effort, customers, progress);
    }

    private static List<Figure> measure(List<Part> parts, Effort effort, long customers, Progress progress) {
        Quiet.kafka();
        List<Figure> figures = new ArrayList<>();
        try (Place place = Place.open()) {
            int number = 0;
            new Narrator(progress, 1, parts.size())
                    .say(
                            "PostgreSQL with %s",
                            System.getProperty(PostgresServer.SETTINGS, "the defaults of the quickstart"));
            if (parts.contains(Part.LATENCY)) {
                number++;
                Narrator narrator = new Narrator(progress, number, parts.size());
                figures.addAll(new LatencyPart(place, TIME, Sizes.latency(effort), narrator).measure());
            }
            if (parts.contains(Part.FLOW) || parts.contains(Part.DRAIN)) {
                try (Workbench bench = Workbench.in(place, TIME)) {
                    new Narrator(progress, number + 1, parts.size())
                            .say("segment-service and mailer-service are answered for by a stub from here on");
                    if (parts.contains(Part.FLOW)) {
                        number++;
                        Narrator narrator = new Narrator(progress, number, parts.size());
                        figures.addAll(new FlowPart(bench, Sizes.flow(effort, customers), narrator).measure());
                    }
                    if (parts.contains(Part.DRAIN)) {
                        number++;
                        Narrator narrator = new Narrator(progress, number, parts.size());
                        figures.addAll(new DrainPart(bench, Sizes.drain(effort, customers), narrator).measure());
                    }
                }
            }
        }
        return figures;
    }

    private record Alone(String name, Part part, long customers) implements Benchmark {

        @Override
        public String purpose() {
            return part.purpose;
        }

        @Override
        public List<Figure> run(Effort effort, Progress progress) {
            return measure(List.of(part), effort, customers, progress);
        }
    }
}
