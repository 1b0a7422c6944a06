package dev.millrace.segment.stream.ticks;

import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import io.micrometer.core.instrument.Metrics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Looks for offsets without a record where time has waited for the same offset since the last look. Has a thread of its own. */
final class GapWatch {

    private static final Logger LOG = Logger.getLogger(GapWatch.class);

    private final OpenPartitions partitions;
    private final EmptyOffsets offsets;
    private Map<TopicPartition, Long> waitedFor = Map.of();

    GapWatch(OpenPartitions partitions, EmptyOffsets offsets) {
        this.partitions = partitions;
        this.offsets = offsets;
    }

    void look() {
        try {
            lookAtAll();
        } finally {
            offsets.disconnect();
        }
    }

    private void lookAtAll() {
        Map<TopicPartition, Long> waitsFor = new HashMap<>();
        for (PartitionTask task : partitions.all()) {
            task.clock().waitsFor().forEach((topic, offset) -> {
                TopicPartition place = new TopicPartition(topic, task.partition());
                waitsFor.put(place, offset);
                if (offset.equals(waitedFor.get(place))) {
                    close(task, place, offset);
                }
            });
        }
        waitedFor = waitsFor;
    }

    private void close(PartitionTask task, TopicPartition place, long offset) {
        try {
            offsets.at(place, offset).ifPresent(gap -> {
                Metrics.counter("millrace_offsets_without_record").increment(gap.to() - gap.from());
                task.clock().skip(gap);
            });
        } catch (KafkaException e) { // the next look asks again
            offsets.disconnect();
            LOG.warnf(
                    "event=gap-unknown topic=%s reason=%s", place, e.getClass().getSimpleName());
        }
    }
}
