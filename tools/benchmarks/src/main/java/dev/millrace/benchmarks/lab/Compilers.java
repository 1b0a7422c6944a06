package dev.millrace.benchmarks.lab;

import java.time.Duration;

/** What the compilers of a process take: nothing is measured of it before they are as good as done. */
public final class Compilers {

    /** Less than this of the processor time, and they are. */
    private static final double AS_GOOD_AS_DONE = 0.05;

    private final ChildJvm jvm;
    private Duration spent;
    private Duration compiled;

    public Compilers(ChildJvm jvm) {
        this.jvm = jvm;
        this.spent = jvm.processorTime();
        this.compiled = jvm.compilerTime();
    }

    /** Their share of the processor time since the last look. */
    public double look() {
        Duration spentBefore = spent;
        Duration compiledBefore = compiled;
        spent = jvm.processorTime();
        compiled = jvm.compilerTime();
        return (double) compiled.minus(compiledBefore).toNanos()
                / Math.max(1, spent.minus(spentBefore).toNanos());
    }

    public static boolean areDone(double share) {
        return share < AS_GOOD_AS_DONE;
    }
}
