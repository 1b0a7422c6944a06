package dev.millrace.segment.stream.counts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/** Entries of the store of past counts: segment id, a zero octet, series and place in the ring, to instant and count. */
public final class CountKey {

    private CountKey() {}

    /** A count as it was at an instant. */
    public record At(Instant instant, long count) {}

    static Bytes of(String segment, CountSeries series, int place) {
        return key(segment, (byte) 0, series.letter(), place);
    }

    /** Before all that is kept of the segment. */
    public static Bytes first(String segment) {
        return key(segment, (byte) 0, '\0', 0);
    }

    /** After all that is kept of the segment. */
    public static Bytes last(String segment) {
        return key(segment, (byte) 1, '\0', 0);
    }

    static byte[] value(Instant at, long count) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(at.toEpochMilli())
                .putLong(count)
                .array();
    }

    public static At read(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        return new At(Instant.ofEpochMilli(bytes.getLong()), bytes.getLong());
    }

    private static Bytes key(String segment, byte end, char series, int place) {
        byte[] head = segment.getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(head.length + 2 + Short.BYTES)
                .put(head)
                .put(end)
                .put((byte) series)
                .putShort((short) place)
                .array());
    }
}
