package dev.millrace.segment.stream;

import dev.millrace.segment.evaluation.RuleSet;
import jakarta.inject.Singleton;
import java.time.Instant;

/** What the partitions of this process know beside their customers. While there is none: {@link NotReady}. */
@Singleton
public class CustomerQueries {

    /** The stores can't be read now; asking again later will do. */
    public static final class NotReady extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReady(String message) {
            super(message);
        }
    }

    private final OpenPartitions partitions;

    CustomerQueries(OpenPartitions partitions) {
        this.partitions = partitions;
    }

    /** The rules in force, as one of the partitions knows them. */
    public RuleSet rules() {
        return partitions.all().stream()
                .findFirst()
                .map(PartitionTask::rules)
                .orElseThrow(() -> new NotReady("no partition is here yet"));
    }

    /** How far time has come in the partition of this process that is furthest behind. */
    public Instant asOf() {
        return partitions.all().stream()
                .map(task -> task.clock().settled())
                .min(Instant::compareTo)
                .orElseThrow(() -> new NotReady("no partition is here yet"));
    }
}
