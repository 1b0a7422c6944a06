package dev.millrace.benchmarks;

/** Told of each part of a benchmark before it starts. */
@FunctionalInterface
public interface Progress {

    /**
     * @param part counted from 1
     */
    void starts(int part, int parts, String what);
}
