package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Entries of the store of the sample: a hash of the customer id, then the id. One customer in {@value #ONE_IN} has an entry,
 * chosen by the hash alone, so the entries up to any hash are a fair sample of everybody, of known share.
 */
public final class SampleKey {

    public static final int ONE_IN = 64;

    private static final long HASHES = 1L << 32;

    private SampleKey() {}

    static boolean isSampled(CustomerId customer) {
        return hash(customer) < HASHES / ONE_IN;
    }

    static Bytes of(CustomerId customer) {
        byte[] id = customer.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + id.length)
                .putInt((int) hash(customer))
                .put(id)
                .array());
    }

    public static CustomerId customer(Bytes key) {
        byte[] bytes = key.get();
        return CustomerId.of(new String(bytes, Integer.BYTES, bytes.length - Integer.BYTES, StandardCharsets.UTF_8));
    }

    /** The share of all customers whose hash is not above that of the entry. */
    public static double shareUpTo(Bytes key) {
        long hash = Integer.toUnsignedLong(ByteBuffer.wrap(key.get()).getInt());
        return (hash + 1.0) / HASHES;
    }

    /** The share of all customers that have an entry. */
    public static double wholeShare() {
        return 1.0 / ONE_IN;
    }

    private static long hash(CustomerId customer) {
        return Fingerprint.of(customer.value()) >>> Integer.SIZE;
    }
}
