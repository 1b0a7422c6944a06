package dev.millrace.benchmarks.segment;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Numbers that one thread notes and another one reads. */
final class Longs {

    private long[] values = new long[1024];
    private int size;

    synchronized void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    synchronized int size() {
        return size;
    }

    synchronized LongStream stream() {
        return Arrays.stream(Arrays.copyOf(values, size));
    }
}
