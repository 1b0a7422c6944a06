package dev.millrace.segment.query;

import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** What can be read in this process: partitions it works on, and copies that have caught up with their owner once. */
@Singleton
public class PartitionViews {

    private final OpenPartitions open;
    private final Copies copies;
    private final StoreReader stores;
    private final RulesInForce rules;
    private final int partitions;

    PartitionViews(OpenPartitions open, Copies copies, StoreReader stores, RulesInForce rules, SegmentConfig config) {
        this.partitions = config.topics().partitions();
        this.open = open;
        this.copies = copies;
        this.stores = stores;
        this.rules = rules;
    }

    public Optional<PartitionView> find(int partition) {
        Optional<PartitionTask> task = open.task(partition);
        if (task.isPresent()) {
            Instant asOf = task.get().clock().settled();
            RulesInForce.Known known =
                    new RulesInForce.Known(task.get().rules(), task.get().facts());
            return Optional.of(view(partition, task.get(), asOf, known));
        }
        return copies.asOf(partition)
                .flatMap(asOf -> rules.find(partition).map(known -> view(partition, null, asOf, known)));
    }

    /** How far time has come in this process, in the partition that is furthest behind. */
    public Instant asOf() {
        return IntStream.range(0, partitions)
                .mapToObj(this::find)
                .flatMap(Optional::stream)
                .map(PartitionView::asOf)
                .min(Instant::compareTo)
                .orElseThrow(() -> new NotHere(0));
    }

    /** Whether the partition is worked on here. */
    public boolean isActive(int partition) {
        return open.task(partition).isPresent();
    }

    private PartitionView view(int partition, @Nullable PartitionTask task, Instant asOf, RulesInForce.Known known) {
        PartitionView.Stores opened = new PartitionView.Stores() {
            @Override
            public <K, V> ReadOnlyKeyValueStore<K, V> open(String name) {
                try {
                    return stores.open(partition, name);
                } catch (InvalidStateStoreException e) {
                    throw new NotHere(partition, e);
                }
            }
        };
        return new PartitionView(partition, task == null, asOf, known.rules(), known.facts(), opened, task);
    }
}
