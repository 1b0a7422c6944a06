package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Up to when what happened to an id is to be forgotten. What happened after the newest erasure of the task, which is nearly
 * every event, needs no look into the store.
 */
final class Erasures {

    private final KeyValueStore<String, Long> store;
    private final PartitionTask task;

    Erasures(ProcessorContext<?, ?> context, PartitionTask task) {
        this.store = context.getStateStore(Stores.ERASED);
        this.task = task;
    }

    /** Reads how new the newest erasure is; once a task, before its first record. */
    void open() {
        try (KeyValueIterator<String, Long> all = store.all()) {
            while (all.hasNext()) {
                task.erasedAt(Instant.ofEpochMilli(all.next().value));
            }
        }
    }

    /** Whether what happened then may be forgotten, whoever it happened to. */
    boolean mayConcern(Instant happened) {
        return !happened.isAfter(task.newestErasure());
    }

    /** Null if nothing is. */
    @Nullable
    Instant get(CustomerId id) {
        Long upTo = store.get(id.value());
        return upTo == null ? null : Instant.ofEpochMilli(upTo);
    }

    void put(CustomerId id, Instant upTo) {
        store.put(id.value(), upTo.toEpochMilli());
        task.erasedAt(upTo);
    }
}
