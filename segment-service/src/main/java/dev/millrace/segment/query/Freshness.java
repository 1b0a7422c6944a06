package dev.millrace.segment.query;

import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.ticks.TickLoop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Lets a question wait until time has come as far as the answer has to be good for, in the partitions worked on here, and asks
 * for a tick that says so. After at most {@link #PATIENCE} the answer is as fresh as it is: its {@code asOf} tells.
 */
@Singleton
public class Freshness {

    /** Two ticks; shorter than what one instance allows another for its answer. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final OpenPartitions open;
    private final TickLoop ticks;

    Freshness(OpenPartitions open, TickLoop ticks) {
        this.open = open;
        this.ticks = ticks;
    }

    /** @param notBefore {@link Instant#MIN} to wait for nothing */
    public void await(Collection<Integer> partitions, Instant notBefore) {
        List<PartitionTask> behind = open.all().stream()
                .filter(task -> partitions.contains(task.partition())
                        && task.clock().settled().isBefore(notBefore))
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        ticks.hurry();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (PartitionTask task : behind) {
                task.awaitSettled(notBefore, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
