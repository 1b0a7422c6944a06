package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Entries of the store of members: segment id, a zero octet and customer id, to the millisecond since when. So the members of
 * a segment lie together in the order of their ids, and a page of them is one range. Segment ids have no zero octet.
 */
public final class MemberKey {

    private static final byte END = 0;
    private static final byte AFTER_END = 1;

    private MemberKey() {}

    public static Bytes of(String segment, CustomerId customer) {
        return key(segment, END, customer.value());
    }

    /** Before all members of the segment. */
    public static Bytes first(String segment) {
        return key(segment, END, "");
    }

    /** After all members of the segment. */
    public static Bytes last(String segment) {
        return key(segment, AFTER_END, "");
    }

    /** Just behind a customer, who need not be a member. */
    public static Bytes behind(String segment, CustomerId customer) {
        return key(segment, END, customer.value() + '\0');
    }

    public static CustomerId customer(String segment, Bytes key) {
        int from = segment.length() + 1;
        return CustomerId.of(new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8));
    }

    static byte[] since(Instant since) {
        return ByteBuffer.allocate(Long.BYTES).putLong(since.toEpochMilli()).array();
    }

    public static Instant since(byte[] value) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong());
    }

    private static Bytes key(String segment, byte end, String customer) {
        byte[] head = segment.getBytes(StandardCharsets.US_ASCII);
        byte[] tail = customer.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(head.length + 1 + tail.length)
                .put(head)
                .put(end)
                .put(tail)
                .array());
    }
}
