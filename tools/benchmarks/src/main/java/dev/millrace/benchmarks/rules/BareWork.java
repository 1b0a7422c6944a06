package dev.millrace.benchmarks.rules;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The least that the work measured can't do without: what the machine itself takes for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareWork {

    private static final int NUMBER_BITS = 7;
    private static final int MORE = 0x80;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final String[] names = {"page_viewed", "product_viewed", "product_added", "email_clicked"};
    private int next;

    public BareWork() {
        String[] others = {
            "article_read",
            "consent_updated",
            "email_delivered",
            "email_opened",
            "identify",
            "order_completed",
            "trial_started"
        };
        for (String name : names) {
            counts.put(name, 1L);
        }
        for (String name : others) {
            counts.put(name, 1L);
        }
    }

    /** What an event costs at least in a state that is never changed: the count of its name goes into a copy of the counts. */
    @Benchmark
    public TreeMap<String, Long> countInCopy() {
        next = next + 1 < names.length ? next + 1 : 0;
        TreeMap<String, Long> copy = new TreeMap<>(counts);
        copy.merge(names[next], 1L, Long::sum);
        return copy;
    }

    /**
     * What a codec costs at least that writes small numbers in few bytes: the same bytes, taken as nothing but numbers, are
     * read one by one and written one by one.
     */
    static byte[] copyNumbers(byte[] bytes) {
        byte[] copy = new byte[bytes.length];
        int written = 0;
        int read = 0;
        while (read < bytes.length) {
            long number = 0;
            int shift = 0;
            boolean isWhole = false;
            while (!isWhole && read < bytes.length) {
                byte octet = bytes[read++];
                number |= (long) (octet & (MORE - 1)) << shift;
                shift += NUMBER_BITS;
                isWhole = octet >= 0;
            }
            while ((number & -MORE) != 0 && written < copy.length - 1) {
                copy[written++] = (byte) (number & (MORE - 1) | MORE);
                number >>>= NUMBER_BITS;
            }
            copy[written++] = (byte) number;
        }
        return Arrays.copyOf(copy, written);
    }
}
