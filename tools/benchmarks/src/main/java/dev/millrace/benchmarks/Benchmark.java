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
     * The same among so many customers.
     *
     * @throws IllegalArgumentException if the number of customers is none that can be chosen
     */
    default Benchmark among(long customers) {
        throw new IllegalArgumentException(name() + " is not measured among a number of customers that can be chosen");
    }

    /**
     * @throws IllegalStateException if the measurement can't be made; the message says why
     */
    List<Figure> run(Effort effort, Progress progress);
}
