package dev.millrace.segment.stream;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The partitions whose tasks run in this process: opened by the processors of a task, gone when the task closes. */
public final class OpenPartitions {

    private final ConcurrentMap<Integer, PartitionTask> tasks = new ConcurrentHashMap<>();

    PartitionTask open(int partition) {
        return tasks.computeIfAbsent(partition, PartitionTask::new);
    }

    void close(PartitionTask task) {
        tasks.remove(task.partition(), task);
    }

    public Optional<PartitionTask> task(int partition) {
        return Optional.ofNullable(tasks.get(partition));
    }

    public Collection<PartitionTask> all() {
        return List.copyOf(tasks.values());
    }
}
