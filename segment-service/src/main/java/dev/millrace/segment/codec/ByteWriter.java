package dev.millrace.segment.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends varints (LEB128, signed ones zig-zagged), instants in milliseconds, UTF-8 text and decimals to a growing array. */
final class ByteWriter {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int SHORT_DIGITS = 18;
    private static final int MAX_VARINT = 10;

    private byte[] bytes;
    private int length;

    ByteWriter() {
        this(1024);
    }

    /**
     * @param expected octets; more may come
     */
    ByteWriter(int expected) {
        this.bytes = new byte[expected];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void octet(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void unsigned(long value) {
        reserve(MAX_VARINT);
        byte[] to = bytes;
        int place = length;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to[place++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        to[place++] = (byte) rest;
        length = place;
    }

    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /** Four octets, for numbers without a pattern. */
    void four(int value) {
        reserve(Integer.BYTES);
        FOUR.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /** Eight octets, for numbers without a pattern. */
    void eight(long value) {
        reserve(Long.BYTES);
        EIGHT.set(bytes, length, value);
        length += Long.BYTES;
    }

    /**
     * Milliseconds in six octets, which reach to the year 6429: most of a record is instants, and these are read and written
     * at once. One farther away is a mark and eight octets.
     */
    void instant(Instant value) {
        millis(value.toEpochMilli());
    }

    void millis(long millis) {
        if (millis == Long.MAX_VALUE) {
            six(Sixes.NEVER);
        } else if (millis > Sixes.FAR && millis < Sixes.NEVER) {
            six(millis);
        } else {
            six(Sixes.FAR);
            eight(millis);
        }
    }

    private void six(long value) {
        reserve(Long.BYTES);
        EIGHT.set(bytes, length, value << Sixes.SPARE_BITS);
        length += Sixes.OCTETS;
    }

    /** Absent is one octet. */
    void optionalInstant(@Nullable Instant value) {
        flag(value != null);
        if (value != null) {
            instant(value);
        }
    }

    /** Nearly every text is ASCII: it is taken to be, until a character says otherwise. */
    void text(String value) {
        int count = value.length();
        int from = length;
        unsigned(count);
        reserve(count);
        byte[] to = bytes;
        int place = length;
        int all = 0;
        for (int i = 0; i < count; i++) {
            char next = value.charAt(i);
            all |= next;
            to[place + i] = (byte) next;
        }
        length = place + count;
        if (all > 0x7F) {
            length = from;
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            unsigned(utf8.length);
            raw(utf8);
        }
    }

    void optionalText(@Nullable String value) {
        flag(value != null);
        if (value != null) {
            text(value);
        }
    }

    /** A scale with a flag, then a varint where the digits fit into 18, else all of them. */
    void decimal(BigDecimal value) {
        boolean isShort = value.precision() <= SHORT_DIGITS;
        signed((long) value.scale() << 1 | (isShort ? 1 : 0));
        if (isShort) {
            signed(
                    value.scale() == 0
                            ? value.longValue()
                            : value.scaleByPowerOfTen(value.scale()).longValue());
            return;
        }
        byte[] unscaled = value.unscaledValue().toByteArray();
        unsigned(unscaled.length);
        raw(unscaled);
    }

    void optionalDecimal(@Nullable BigDecimal value) {
        flag(value != null);
        if (value != null) {
            decimal(value);
        }
    }

    private void raw(byte[] more) {
        raw(more, 0, more.length);
    }

    void raw(byte[] more, int from, int to) {
        reserve(to - from);
        System.arraycopy(more, from, bytes, length, to - from);
        length += to - from;
    }

    int length() {
        return length;
    }

    /** Puts before what was written from a place on how long it is. */
    void putLengthBefore(int from) {
        int size = length - from;
        int octets = 1 + (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(size | 1)) / 7;
        reserve(octets);
        System.arraycopy(bytes, from, bytes, from + octets, size);
        length = from;
        unsigned(size);
        length = from + octets + size;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
