package dev.millrace.segment.codec;

import java.util.Arrays;

/**
 * Numbers without a pattern that come again within a record: the first time 0 and eight octets, then its place among those
 * that came before. Writer and reader go through the same record and so count the same.
 */
final class Repeats {

    private static final int MAX = 127;

    private long[] seen = new long[16];
    private int count;

    void write(ByteWriter out, long value) {
        for (int i = 0; i < count; i++) {
            if (seen[i] == value) {
                out.octet(i + 1);
                return;
            }
        }
        out.octet(0);
        out.eight(value);
        remember(value);
    }

    long read(ByteReader in) {
        int place = in.octet();
        if (place > count) {
            throw new UnreadableState("a number at place " + place + " of " + count);
        }
        if (place > 0) {
            return seen[place - 1];
        }
        long value = in.eight();
        remember(value);
        return value;
    }

    private void remember(long value) {
        if (count == MAX) {
            return;
        }
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, count * 2);
        }
        seen[count++] = value;
    }
}
