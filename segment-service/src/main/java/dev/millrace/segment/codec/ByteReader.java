package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Part;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. Bytes that end too early or say impossible lengths: {@link UnreadableState}. */
final class ByteReader {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** The next octets, to be read later. */
    <T> Part<T> part(int length, Part.Reader<T> reader) {
        position += length;
        return Part.stored(bytes, position - length, position, reader);
    }

    void requireEnd() {
        if (position != end) {
            throw new UnreadableState((end - position) + " octets are left over");
        }
    }

    int octet() {
        if (position >= end) {
            throw new UnreadableState("the record ends after " + position + " bytes");
        }
        return bytes[position++] & 0xFF;
    }

    boolean flag() {
        return octet() == 1;
    }

    long unsigned() {
        byte[] from = bytes;
        int place = position;
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && place < end; shift += 7) {
            byte next = from[place++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                position = place;
                return value;
            }
        }
        throw new UnreadableState("a number does not end, or has more than 64 bits, at octet " + position);
    }

    int size() {
        long size = unsigned();
        if (size < 0 || size > end - position) {
            throw new UnreadableState("a part of " + size + " does not fit into the record");
        }
        return (int) size;
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    int four() {
        if (end - position < Integer.BYTES) {
            throw new UnreadableState("the record ends after " + end + " bytes");
        }
        int value = (int) FOUR.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    long eight() {
        if (end - position < Long.BYTES) {
            throw new UnreadableState("the record ends after " + end + " bytes");
        }
        long value = (long) EIGHT.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    long millis() {
        long value = six();
        if (value == Sixes.NEVER) {
            return Long.MAX_VALUE;
        }
        return value == Sixes.FAR ? eight() : value;
    }

    private long six() {
        if (end - position >= Long.BYTES) {
            long value = (long) EIGHT.get(bytes, position) >> Sixes.SPARE_BITS;
            position += Sixes.OCTETS;
            return value;
        }
        long value = 0;
        for (int i = 0; i < Sixes.OCTETS; i++) {
            value = value << Byte.SIZE | octet();
        }
        return value << Sixes.SPARE_BITS >> Sixes.SPARE_BITS;
    }

    @Nullable
    Instant optionalInstant() {
        return flag() ? instant() : null;
    }

    String text() {
        int size = size();
        position += size;
        return new String(bytes, position - size, size, StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    BigDecimal decimal() {
        long head = signed();
        int scale = (int) (head >> 1);
        if ((head & 1) == 1) {
            return BigDecimal.valueOf(signed(), scale);
        }
        byte[] unscaled = raw();
        if (unscaled.length == 0) {
            throw new UnreadableState("a decimal has no digits");
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    @Nullable
    BigDecimal optionalDecimal() {
        return flag() ? decimal() : null;
    }

    byte[] raw() {
        int size = size();
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }
}
