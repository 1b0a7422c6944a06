package dev.millrace.benchmarks.lab;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** What the compilers of a process take: nothing is measured of it before they are as good as done. */
public final class Compilers {

    /** Less than this of the processor time, and they are. */
    private static final double AS_GOOD_AS_DONE = 0.05;

    private final Supplier<Duration> processorTime;
    private final Supplier<Duration> compilerTime;
    private Duration spent;
    private Duration compiled;

    public Compilers(ChildJvm jvm) {
        this(jvm::processorTime, jvm::compilerTime);
    }

    private Compilers(Supplier<Duration> processorTime, Supplier<Duration> compilerTime) {
        this.processorTime = processorTime;
        this.compilerTime = compilerTime;
        this.spent = processorTime.get();
        this.compiled = compilerTime.get();
    }

    /** Those of this process. */
    public static Compilers here() {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
        return new Compilers(
                () -> Duration.ofNanos(process.getProcessCpuTime()),
                () -> Duration.ofMillis(compilation.getTotalCompilationTime()));
    }

    /** Their share of the processor time since the last look. */
    public double look() {
        Duration spentBefore = spent;
        Duration compiledBefore = compiled;
        spent = processorTime.get();
        compiled = compilerTime.get();
        return (double) compiled.minus(compiledBefore).toNanos()
                / Math.max(1, spent.minus(spentBefore).toNanos());
    }

    public static boolean areDone(double share) {
        return share < AS_GOOD_AS_DONE;
    }
}
