package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.Figure;
import java.util.List;

/** What the process of the service holds in memory. */
final class Memory {

    private Memory() {}

    static List<Figure> figures(Subject service, int customers) {
        return List.of(Figure.of(
                "resident memory with %,d customers, heap of %d MB".formatted(customers, ChildJvm.HEAP_MEGABYTES),
                service.jvm().residentBytes() >> 20,
                "MB"));
    }
}
