package dev.millrace.segment.stream;

import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topic;
import dev.millrace.segment.evaluation.Dialect;
import dev.millrace.segment.evaluation.ShopFacts;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The shop's settings by generation, as far back as customers are judged by them. */
final class SettingsStore {

    private static final String PREFIX = ShopSettings.KEY + "@";

    private final KeyValueStore<String, byte[]> store;
    private final Topic<String, ShopSettings> topic;
    private final NavigableMap<Long, Optional<ShopSettings>> byGeneration = new TreeMap<>();

    SettingsStore(KeyValueStore<String, byte[]> store, Topic<String, ShopSettings> topic) {
        this.store = store;
        this.topic = topic;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> byGeneration.put(
                    Long.parseLong(entry.key.substring(PREFIX.length()), 16),
                    entry.value.length == 0
                            ? Optional.empty()
                            : Optional.of(topic.valueSerde().deserializer().deserialize(topic.name(), entry.value))));
        }
    }

    Optional<ShopSettings> newest() {
        return byGeneration.isEmpty()
                ? Optional.empty()
                : byGeneration.lastEntry().getValue();
    }

    Optional<ShopSettings> at(long generation) {
        Map.Entry<Long, Optional<ShopSettings>> entry = byGeneration.floorEntry(generation);
        return entry == null ? Optional.empty() : entry.getValue();
    }

    ShopFacts factsAt(long generation) {
        return StoredRules.facts(at(generation));
    }

    /** How definitions are read under a generation. */
    Dialect dialectAt(long generation) {
        return Dialect.of(at(generation));
    }

    void put(long generation, Optional<ShopSettings> settings) {
        byGeneration.put(generation, settings);
        byte[] bytes = settings.map(it -> topic.valueSerde().serializer().serialize(topic.name(), it))
                .orElse(new byte[0]);
        store.put(key(generation), bytes);
    }

    void forgetBefore(long generation) {
        Long base = byGeneration.floorKey(generation);
        if (base != null) {
            for (long old : List.copyOf(byGeneration.headMap(base).keySet())) {
                byGeneration.remove(old);
                store.delete(key(old));
            }
        }
    }

    private static String key(long generation) {
        return PREFIX + "%016x".formatted(generation);
    }
}
