package dev.millrace.segment.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends varints (LEB128, signed ones zig-zagged), instants in milliseconds, UTF-8 text and decimals to a growing array. */
final class ByteWriter {

    private byte[] bytes = new byte[512];
    private int length;

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
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    /** Eight octets, for numbers without a pattern. */
    void eight(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift) & 0xFF);
        }
    }

    void instant(Instant value) {
        signed(value.toEpochMilli());
    }

    /** Absent is one octet. */
    void optionalInstant(@Nullable Instant value) {
        flag(value != null);
        if (value != null) {
            instant(value);
        }
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        raw(utf8);
    }

    void optionalText(@Nullable String value) {
        flag(value != null);
        if (value != null) {
            text(value);
        }
    }

    void decimal(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        signed(value.scale());
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
        while (length + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }
}
