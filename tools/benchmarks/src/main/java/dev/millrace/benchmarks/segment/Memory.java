package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import dev.millrace.benchmarks.Goal;
import dev.millrace.benchmarks.lab.ChildJvm;
import java.util.List;

/** What the process of the service holds in memory beside what the JVM counts itself: nearly all of it are the stores. */
final class Memory {

    /** What compilers, threads and symbols take, which nobody counts. */
    private static final int UNCOUNTED_MEGABYTES = 128;

    private static final double MEGABYTE = 1 << 20;

    private Memory() {}

    static List<Figure> figures(Subject service, int customers) {
        // the heap is touched when the process starts; of its two survivor spaces the JVM counts one
        double counted = ChildJvm.HEAP_MEGABYTES
                + (service.client().metric("jvm_memory_committed_bytes{area=\"nonheap\"")
                                + service.client().metric("jvm_buffer_memory_used_bytes"))
                        / MEGABYTE;
        long bound = ServiceSettings.stateMegabytes();
        return List.of(
                Figure.of(
                        "resident memory with %,d customers".formatted(customers),
                        service.jvm().residentBytes() / MEGABYTE,
                        "MB"),
                Figure.of(
                                "of it not the JVM's nor files', stores bounded to %d MB".formatted(bound),
                                service.jvm().privateBytes() / MEGABYTE - counted,
                                "MB")
                        .goal(Goal.atMost(bound + UNCOUNTED_MEGABYTES)));
    }
}
