package dev.millrace.segment.query;

import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.stream.PartitionTask;
import java.time.Instant;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one partition, open for reading: where it is worked on, or a copy of it.
 *
 * @param standby whether it is a copy, which may be behind
 * @param asOf log time up to which everything stored has been taken into account; taken before the stores are read, so that
 *     it never promises more than they hold
 * @param task that works on the partition; null for a copy
 */
public record PartitionView(
        int partition,
        boolean standby,
        Instant asOf,
        RuleSet rules,
        ShopFacts facts,
        Stores stores,
        @Nullable PartitionTask task) {

    /** Opens a store of the partition by its name. */
    public interface Stores {

        <K, V> ReadOnlyKeyValueStore<K, V> open(String name);
    }

    public <K, V> ReadOnlyKeyValueStore<K, V> store(String name) {
        return stores.open(name);
    }
}
