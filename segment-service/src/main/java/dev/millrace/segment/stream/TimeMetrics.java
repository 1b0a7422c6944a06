package dev.millrace.segment.stream;

import dev.millrace.segment.SegmentConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Tells of each partition of this process how far its clock is behind and how many timers wait. */
@Singleton
public final class TimeMetrics {

    /** Counted when somebody asks, so not without end. */
    private static final int COUNTED_AT_MOST = 100_000;

    private final OpenPartitions partitions;
    private final IntFunction<ReadOnlyKeyValueStore<Bytes, byte[]>> dueIndexes;
    private final int partitionCount;

    @Inject
    TimeMetrics(OpenPartitions partitions, KafkaStreams streams, SegmentConfig config) {
        this(
                partitions,
                partition -> dueIndex(streams, partition),
                config.topics().partitions());
    }

    /**
     * @param dueIndexes by partition, for reading
     */
    TimeMetrics(
            OpenPartitions partitions,
            IntFunction<ReadOnlyKeyValueStore<Bytes, byte[]>> dueIndexes,
            int partitionCount) {
        this.partitions = partitions;
        this.dueIndexes = dueIndexes;
        this.partitionCount = partitionCount;
    }

    public void register(MeterRegistry metrics) {
        for (int i = 0; i < partitionCount; i++) {
            int partition = i;
            String tag = Integer.toString(partition);
            Gauge.builder("millrace_clock_behind_seconds", () -> behind(partition))
                    .description("How far the present, as the log tells it, is ahead of what has been dealt with")
                    .tag("partition", tag)
                    .register(metrics);
            Gauge.builder("millrace_timers_overdue", () -> overdue(partition))
                    .description("Timers due by now that have not fired; " + COUNTED_AT_MOST + " stands for more, too")
                    .tag("partition", tag)
                    .register(metrics);
        }
    }

    private double behind(int partition) {
        return partitions
                .task(partition)
                .map(task -> task.behind().toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private double overdue(int partition) {
        return partitions.task(partition).map(this::overdue).orElse(Double.NaN);
    }

    private double overdue(PartitionTask task) {
        Bytes now = DueIndex.from(task.clock().newest());
        Bytes settled = DueIndex.from(task.clock().settled());
        Bytes from = task.dueFrom().compareTo(settled) > 0 ? task.dueFrom() : settled;
        if (now.compareTo(from) <= 0) {
            return 0;
        }
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> due =
                dueIndexes.apply(task.partition()).range(from, now)) {
            while (due.hasNext() && count < COUNTED_AT_MOST) {
                due.next();
                count++;
            }
            return count;
        } catch (InvalidStateStoreException notReady) {
            return Double.NaN;
        }
    }

    private static ReadOnlyKeyValueStore<Bytes, byte[]> dueIndex(KafkaStreams streams, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(Stores.DUE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                        .withPartition(partition));
    }
}
