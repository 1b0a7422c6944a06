package dev.millrace.segment.stream;

import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.membership.Sweep;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Tells of each partition of this process how far the walk through its customers has come. */
@Singleton
public final class SweepMetrics {

    private final OpenPartitions partitions;
    private final int partitionCount;

    SweepMetrics(OpenPartitions partitions, SegmentConfig config) {
        this.partitions = partitions;
        this.partitionCount = config.topics().partitions();
    }

    public void register(MeterRegistry metrics) {
        for (int i = 0; i < partitionCount; i++) {
            int partition = i;
            Gauge.builder("millrace_sweep_done_ratio", () -> done(partition))
                    .description(
                            "Share of the customers who have been moved over to the oldest change; 1 between changes")
                    .tag("partition", Integer.toString(partition))
                    .register(metrics);
        }
    }

    private double done(int partition) {
        return partitions.task(partition).map(SweepMetrics::done).orElse(Double.NaN);
    }

    static double done(PartitionTask task) {
        Sweep sweep = task.ruleHistory().sweep();
        if (sweep.isComplete()) {
            return 1;
        }
        long visited = sweep.visited() - sweep.rounds().get(0).visited();
        return task.customers() == 0 ? 0 : Math.min(1, (double) visited / task.customers());
    }
}
