package dev.millrace.segment.query;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.SampleKey;
import dev.millrace.segment.stream.Stores;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Goes through the customers of a partition: all of them, or a fair sample where that would take long. */
public final class CustomerScan {

    /** So few are read one and all, in a fraction of a second. */
    private static final long FEW = 50_000;

    /** A smaller sample says too little; the number of entries that a store gives is only a guess. */
    private static final long SMALL_SAMPLE = 500;

    private static final long SAMPLE_AT_MOST = 20_000;
    private static final int BETWEEN_CLOCKS = 32;

    private CustomerScan() {}

    /** Reads everybody, however long it takes. */
    public static double readAll(PartitionView partition, BiConsumer<CustomerId, Customer> reader) {
        try (KeyValueIterator<String, byte[]> all =
                partition.<String, byte[]>store(Stores.CUSTOMERS).all()) {
            all.forEachRemaining(entry -> reader.accept(CustomerId.of(entry.key), CustomerCodec.decode(entry.value)));
        }
        return 1;
    }

    /** Whether reading a sample says enough, and reading everybody would take long. */
    public static boolean needsSample(PartitionView partition) {
        if (partition.<String, byte[]>store(Stores.CUSTOMERS).approximateNumEntries() <= FEW) {
            return false;
        }
        long entries = 0;
        try (KeyValueIterator<Bytes, byte[]> sample =
                partition.<Bytes, byte[]>store(Stores.SAMPLE).all()) {
            while (sample.hasNext() && entries < SMALL_SAMPLE) {
                sample.next();
                entries++;
            }
        }
        return entries >= SMALL_SAMPLE;
    }

    /**
     * Reads a sample for as long as there is time.
     *
     * @return the share of all customers that was read
     */
    public static double readSample(PartitionView partition, Duration time, BiConsumer<CustomerId, Customer> reader) {
        ReadOnlyKeyValueStore<String, byte[]> customers = partition.store(Stores.CUSTOMERS);
        long start = System.nanoTime();
        long read = 0;
        try (KeyValueIterator<Bytes, byte[]> sample =
                partition.<Bytes, byte[]>store(Stores.SAMPLE).all()) {
            while (sample.hasNext()) {
                KeyValue<Bytes, byte[]> entry = sample.next();
                CustomerId id = SampleKey.customer(entry.key);
                byte[] bytes = customers.get(id.value());
                if (bytes != null) {
                    reader.accept(id, CustomerCodec.decode(bytes));
                }
                read++;
                boolean late = read % BETWEEN_CLOCKS == 0 && System.nanoTime() - start > time.toNanos();
                if (late || read == SAMPLE_AT_MOST) {
                    return SampleKey.shareUpTo(entry.key);
                }
            }
        }
        return SampleKey.wholeShare();
    }
}
