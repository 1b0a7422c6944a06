package dev.millrace.segment.stream;

import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.membership.EventWatches;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The events of a task that somebody waits for: from where the log says so on. */
final class WatchBook {

    private final PartitionTask task;
    private final Topic<String, EventWatch> topic;
    private final KeyValueStore<String, byte[]> store;

    WatchBook(ProcessorContext<?, ?> context, PartitionTask task, Topics topics) {
        this.task = task;
        this.topic = topics.eventWatches();
        this.store = context.getStateStore(Stores.WATCHES);
        useStored();
    }

    /**
     * @param watch null ends it
     */
    void put(String id, @Nullable EventWatch watch) {
        if (watch != null && !watch.id().equals(id)) {
            throw new SerializationException("key and id differ");
        }
        store.put(id, watch == null ? null : topic.valueSerde().serializer().serialize(topic.name(), watch));
        useStored();
    }

    private void useStored() {
        List<EventWatch> watches = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(
                    entry -> watches.add(topic.valueSerde().deserializer().deserialize(topic.name(), entry.value)));
        }
        task.use(task.ruleHistory().withWatches(EventWatches.of(watches)));
        task.showWatches(watches);
    }
}
