package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Customer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Customers in the order of the instant at which they must be looked at again: the key is the instant in milliseconds, big
 * endian, then the customer id. A customer's record names the instant it stands under; an entry that it does not name is a
 * sweep's, or is left over and means nothing.
 *
 * <p>A scan starts at the first entry that the last one found, because a store pays for every deleted entry that it walks
 * over. Entries that are put in before that place move it back.
 */
final class DueIndex {

    private static final byte[] NOTHING = {};
    private static final byte[] BY_SWEEP = {1};

    /** A customer and the instant they stand under, by their record or by a sweep. */
    record Entry(Instant due, CustomerId customer, boolean isBySweep) {

        boolean isOf(Customer stored) {
            return isBySweep || isNamedBy(stored);
        }

        private boolean isNamedBy(Customer stored) {
            return stored.watch().armed().equals(due);
        }

        /** The customer once the entry is gone. */
        Customer removedFrom(Customer stored) {
            return isNamedBy(stored) ? stored.withWatch(stored.watch().armedAt(Verdict.NEVER)) : stored;
        }
    }

    private final KeyValueStore<Bytes, byte[]> store;
    private final PartitionTask task;

    DueIndex(KeyValueStore<Bytes, byte[]> store, PartitionTask task) {
        this.store = store;
        this.task = task;
    }

    void put(Instant due, CustomerId customer) {
        put(due, customer, NOTHING);
    }

    /** For somebody whose record need not be written for it. */
    void putBySweep(Instant due, CustomerId customer) {
        put(due, customer, BY_SWEEP);
    }

    private void put(Instant due, CustomerId customer, byte[] by) {
        Bytes key = key(due, customer);
        store.put(key, by);
        if (key.compareTo(task.dueFrom()) < 0) {
            task.dueFrom(key);
        }
    }

    /** The store's own delete would read from the disk what it takes away. */
    void delete(Instant due, CustomerId customer) {
        store.put(key(due, customer), null);
    }

    /** At most {@code most} entries due by the instant, earliest first. The caller deletes what it has dealt with. */
    List<Entry> dueBy(Instant instant, int most) {
        Bytes end = from(instant.plusMillis(1));
        if (task.dueFrom().compareTo(end) >= 0) {
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(task.dueFrom(), end)) {
            task.dueFrom(range.hasNext() ? range.peekNextKey() : end);
            while (range.hasNext() && entries.size() < most) {
                KeyValue<Bytes, byte[]> next = range.next();
                entries.add(entry(next.key, next.value.length > 0));
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

    private static Entry entry(Bytes key, boolean isBySweep) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        Instant due = Instant.ofEpochMilli(bytes.getLong());
        byte[] id = new byte[bytes.remaining()];
        bytes.get(id);
        return new Entry(due, CustomerId.of(new String(id, StandardCharsets.UTF_8)), isBySweep);
    }
}
