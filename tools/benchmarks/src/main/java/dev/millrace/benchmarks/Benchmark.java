package dev.millrace.benchmarks;

import java.util.List;
import java.util.Map;

/** Something to measure, under a name that the command line knows. */
public interface Benchmark {

    String name();

    /** What it measures, in one line. */
    String purpose();

    /** What of it can be measured alone, by name. */
    default Map<String, Benchmark> parts() {
        return Map.of();
    }

    /**
     * @throws IllegalStateException if the measurement can't be made; the message says why
     */
    List<Figure> run(Effort effort, Progress progress);
}
