package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.TimelineCodec;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Customer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of this process from outside the tasks. While they are being restored: {@link NotReady}. */
@Singleton
public class CustomerQueries {

    /** The stores can't be read now; asking again later will do. */
    public static final class NotReady extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReady(String message) {
            super(message);
        }
    }

    /**
     * A customer, if known, and the log time up to which everything stored has been taken into account.
     */
    public record Found(Optional<Customer> customer, Timeline timeline, Instant asOf, RuleSet rules) {}

    private final KafkaStreams streams;
    private final OpenPartitions partitions;
    private final int partitionCount;

    CustomerQueries(KafkaStreams streams, OpenPartitions partitions, SegmentConfig config) {
        this.streams = streams;
        this.partitions = partitions;
        this.partitionCount = config.topics().partitions();
    }

    /** The time is read before the customer, so that it never promises more than the answer holds. */
    public Found find(CustomerId id) {
        PartitionTask task = partitions
                .task(Topics.partitionOf(id, partitionCount))
                .orElseThrow(() -> new NotReady("the customer's partition is not here yet"));
        Instant asOf = task.clock().settled();
        byte[] bytes = CustomerQueries.<byte[]>open(streams, Stores.CUSTOMERS).get(id.value());
        byte[] timeline = CustomerQueries.<byte[]>open(streams, Stores.TIMELINE).get(id.value());
        return new Found(
                Optional.ofNullable(bytes).map(CustomerCodec::decode),
                timeline == null ? Timeline.EMPTY : TimelineCodec.decode(timeline),
                asOf,
                task.rules());
    }

    /** Every customer of this process, in no order. */
    public void forEach(BiConsumer<CustomerId, Customer> reader) {
        try (KeyValueIterator<String, byte[]> all =
                CustomerQueries.<byte[]>open(streams, Stores.CUSTOMERS).all()) {
            all.forEachRemaining(entry -> reader.accept(CustomerId.of(entry.key), CustomerCodec.decode(entry.value)));
        }
    }

    /** Segment to its number of members in this process. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        try (KeyValueIterator<String, Long> all =
                CustomerQueries.<Long>open(streams, Stores.COUNTS).all()) {
            while (all.hasNext()) {
                KeyValue<String, Long> entry = all.next();
                counts.merge(entry.key, entry.value, Long::sum);
            }
        }
        return counts;
    }

    /** The rules in force, as one of the partitions knows them. */
    public RuleSet rules() {
        return partitions.all().stream()
                .findFirst()
                .map(PartitionTask::rules)
                .orElseThrow(() -> new NotReady("no partition is here yet"));
    }

    /** How far time has come in the partition that is furthest behind. */
    public Instant asOf() {
        if (partitions.all().size() < partitionCount) {
            throw new NotReady("not every partition is here yet");
        }
        return partitions.all().stream()
                .map(task -> task.clock().settled())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static <V> ReadOnlyKeyValueStore<String, V> open(KafkaStreams streams, String store) {
        try {
            return streams.store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
        } catch (InvalidStateStoreException e) {
            throw new NotReady("the stores are being restored");
        }
    }
}
