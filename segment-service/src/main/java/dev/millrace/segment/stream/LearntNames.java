package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.SeenNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the names that a partition's events brought, each with when it came first. */
final class LearntNames {

    private final KeyValueStore<String, Long> store;
    private final SeenNames seen;

    LearntNames(ProcessorContext<?, ?> context, PartitionTask task) {
        this.store = context.getStateStore(Stores.NAMES);
        this.seen = task.seenNames(() -> new SeenNames(stored()));
    }

    private List<String> stored() {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    void learn(CustomerEvent event, Instant logTime) {
        if (event instanceof CustomerEvent.AtShop shop) {
            for (String name : seen.learn(event.name(), shop.event())) {
                store.put(name, logTime.toEpochMilli());
            }
        }
    }
}
