package dev.millrace.segment.stream;

import dev.millrace.segment.identity.Retention;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The partitions whose tasks run in this process: opened by the processors of a task, gone when the task closes. */
public final class OpenPartitions {

    private final ConcurrentMap<Integer, PartitionTask> tasks = new ConcurrentHashMap<>();
    private final MissingRates missingRates = new MissingRates();
    private final Retention retention;

    public OpenPartitions() {
        this(Retention.DEFAULT);
    }

    public OpenPartitions(Retention retention) {
        this.retention = retention;
    }

    public PartitionTask open(int partition) {
        return tasks.computeIfAbsent(partition, number -> new PartitionTask(number, retention, missingRates));
    }

    /** Of all partitions that this process has worked on. */
    public MissingRates missingRates() {
        return missingRates;
    }

    public void close(PartitionTask task) {
        tasks.remove(task.partition(), task);
    }

    public Optional<PartitionTask> task(int partition) {
        return Optional.ofNullable(tasks.get(partition));
    }

    public Collection<PartitionTask> all() {
        return List.copyOf(tasks.values());
    }
}
