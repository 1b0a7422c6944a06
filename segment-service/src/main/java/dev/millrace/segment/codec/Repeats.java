package dev.millrace.segment.codec;

import java.util.Arrays;

/**
 * Numbers without a pattern that come again within a record: the first time 0 and the number, then its place among those
 * that came before. Writer and reader go through the same record and so count the same.
 */
final class Repeats {

    private static final int MAX = 127;

    private int[] seen = new int[16];
    private int count;

    void write(ByteWriter out, int value) {
        if (!writePlace(out, value)) {
            out.four(value);
        }
    }

    int read(ByteReader in) {
        int place = place(in);
        return place > 0 ? seen[place - 1] : remember(in.four());
    }

    private boolean writePlace(ByteWriter out, int value) {
        for (int i = 0; i < count; i++) {
            if (seen[i] == value) {
                out.octet(i + 1);
                return true;
            }
        }
        out.octet(0);
        remember(value);
        return false;
    }

    private int place(ByteReader in) {
        int place = in.octet();
        if (place > count) {
            throw new UnreadableState("a number at place " + place + " of " + count);
        }
        return place;
    }

    private int remember(int value) {
        if (count < MAX) {
            seen = count == seen.length ? Arrays.copyOf(seen, count * 2) : seen;
            seen[count++] = value;
        }
        return value;
    }
}
