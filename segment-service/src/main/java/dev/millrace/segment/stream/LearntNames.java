package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.rule.NameSightings;
import dev.millrace.segment.rule.NameSightings.Sighting;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the names that a partition's events brought: of each the day it came last, below zero if only browsers said it. */
final class LearntNames {

    private final KeyValueStore<String, Long> store;
    private final NameSightings sightings;

    LearntNames(ProcessorContext<?, ?> context, PartitionTask task) {
        this.store = context.getStateStore(Stores.NAMES);
        this.sightings = task.names(() -> new NameSightings(stored()));
    }

    private Map<String, Sighting> stored() {
        Map<String, Sighting> stored = new HashMap<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(entry -> stored.put(entry.key, new Sighting(Math.abs(entry.value), entry.value >= 0)));
        }
        return stored;
    }

    void learn(CustomerEvent event, Instant logTime) {
        if (event instanceof CustomerEvent.AtShop shop) {
            for (NameSightings.Change change : sightings.learn(event.name(), shop.event(), logTime)) {
                Sighting seen = change.sighting();
                store.put(change.key(), seen == null ? null : (Long) (seen.vouched() ? seen.day() : -seen.day()));
            }
        }
    }
}
