package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Customers in the order of the instant at which they must be looked at again: the key is the instant in milliseconds, big
 * endian, then the customer id.
 *
 * <p>A scan starts where the last one ended, because a store pays for every deleted entry that it walks over. Entries that
 * are put in before that place move it back.
 */
final class DueIndex {

    private static final byte[] NOTHING = {};

    /** A customer and the instant they stand under. */
    record Entry(Instant due, CustomerId customer) {}

    private final KeyValueStore<Bytes, byte[]> store;
    private final PartitionTask task;

    DueIndex(KeyValueStore<Bytes, byte[]> store, PartitionTask task) {
        this.store = store;
        this.task = task;
    }

    void put(Instant due, CustomerId customer) {
        store.put(key(due, customer), NOTHING);
        if (due.isBefore(task.dueFrom())) {
            task.dueFrom(due);
        }
    }

    /** The store's own delete would read from the disk what it takes away. */
    void delete(Instant due, CustomerId customer) {
        store.put(key(due, customer), null);
    }

    /** At most {@code most} entries due by the instant, earliest first. The caller deletes what it has dealt with. */
    List<Entry> dueBy(Instant instant, int most) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from(task.dueFrom()), from(instant.plusMillis(1)))) {
            while (range.hasNext() && entries.size() < most) {
                entries.add(entry(range.next().key));
            }
        }
        return entries;
    }

    /** Where the entries of an instant start. */
    static Bytes from(Instant instant) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                .putLong(Math.max(0, instant.toEpochMilli()))
                .array());
    }

    private static Bytes key(Instant due, CustomerId customer) {
        byte[] id = customer.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(Math.max(0, due.toEpochMilli()))
                .put(id)
                .array());
    }

    private static Entry entry(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        Instant due = Instant.ofEpochMilli(bytes.getLong());
        byte[] id = new byte[bytes.remaining()];
        bytes.get(id);
        return new Entry(due, CustomerId.of(new String(id, StandardCharsets.UTF_8)));
    }
}
