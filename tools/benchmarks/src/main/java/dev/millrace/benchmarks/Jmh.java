package dev.millrace.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one method with JMH, in processes of its own with this process's heap and collector. */
public final class Jmh {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Code waits until it is compiled: on a busy machine the warm-up would otherwise end before the compiler does. */
    private static final String COMPILE_FIRST = "-Xbatch";

    private final Effort effort;

    public Jmh(Effort effort) {
        this.effort = effort;
    }

    /**
     * What one call costs.
     *
     * @param nanos of the processor; the median of the iterations
     * @param bytes allocated
     */
    public record Cost(double nanos, double bytes) {

        public double micros() {
            return nanos / 1000;
        }
    }

    public Cost measure(Class<?> type, String method, Map<String, String> parameters) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + type.getName().replace(".", "\\.") + "\\." + method + "$")
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .jvmArgsAppend(COMPILE_FIRST)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        switch (effort) {
            case FULL ->
                options.forks(1)
                        .warmupIterations(7)
                        .warmupTime(TimeValue.milliseconds(600))
                        .measurementIterations(7)
                        .measurementTime(TimeValue.milliseconds(300));
            case QUICK ->
                options.forks(1)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20));
        }
        parameters.forEach((name, value) -> options.param(name, value));
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            RunResult result = results.iterator().next();
            return new Cost(median(result, ProcessorTime.NANOS), median(result, ALLOCATED));
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    type.getSimpleName() + "." + method + " was not measured: " + e.getMessage(), e);
        }
    }

    private static double median(RunResult result, String name) {
        Result<?> measured = Objects.requireNonNull(result.getSecondaryResults().get(name), name);
        return measured.getStatistics().getPercentile(50);
    }
}
