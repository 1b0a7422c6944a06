package dev.millrace.segment.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. Bytes that end too early or say impossible lengths: {@link UnreadableState}. */
final class ByteReader {

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        if (position >= bytes.length) {
            throw new UnreadableState("the record ends after " + position + " bytes");
        }
        return bytes[position++] & 0xFF;
    }

    boolean flag() {
        return octet() == 1;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new UnreadableState("a number has more than 64 bits");
    }

    int size() {
        long size = unsigned();
        if (size < 0 || size > bytes.length - position) {
            throw new UnreadableState("a part of " + size + " does not fit into the record");
        }
        return (int) size;
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    long eight() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    Instant instant() {
        return Instant.ofEpochMilli(signed());
    }

    @Nullable
    Instant optionalInstant() {
        return flag() ? instant() : null;
    }

    String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return flag() ? text() : null;
    }

    BigDecimal decimal() {
        int scale = (int) signed();
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

    private byte[] raw() {
        int size = size();
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }
}
