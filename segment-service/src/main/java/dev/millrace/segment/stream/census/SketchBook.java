package dev.millrace.segment.stream.census;

import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.Topic;
import dev.millrace.segment.population.Census;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What each partition told of its last census, and how much of that the published figures hold. A partition ends each census
 * with the word that it is complete: what it told in an earlier one only, it counts no more.
 */
final class SketchBook {

    /** Stands in for a figure: when the census of a partition was taken that the figures hold. */
    private static final String MERGED = "merged";

    private final KeyValueStore<String, byte[]> store;
    private final Topic<String, PopulationSketch> topic;
    private final int partitions;
    private final Map<Integer, Instant> complete = new TreeMap<>();
    private final Map<Integer, Instant> merged = new TreeMap<>();

    SketchBook(KeyValueStore<String, byte[]> store, Topic<String, PopulationSketch> topic, int partitions) {
        this.store = store;
        this.topic = topic;
        this.partitions = partitions;
        for (int partition = 0; partition < partitions; partition++) {
            note(complete, find(Census.COMPLETE, partition));
            note(merged, find(MERGED, partition));
        }
    }

    private static void note(Map<Integer, Instant> times, @Nullable PopulationSketch told) {
        if (told != null) {
            times.put(told.partition(), told.at());
        }
    }

    /**
     * @param value the sketch as it stands on the topic
     */
    void put(PopulationSketch sketch, byte[] value) {
        store.put(sketch.key(), value);
        if (sketch.name().equals(Census.COMPLETE)) {
            note(complete, sketch);
        }
    }

    /** The partitions that have been counted since the figures were made last, and when. */
    Map<Integer, Instant> news() {
        Map<Integer, Instant> news = new TreeMap<>(complete);
        news.entrySet().removeIf(entry -> {
            Instant held = merged.get(entry.getKey());
            return held != null && !entry.getValue().isAfter(held);
        });
        return news;
    }

    /** Whether figures are to be made: all partitions have news, or who has some has waited long enough for the others. */
    boolean isDue(Instant now, Duration patience) {
        Map<Integer, Instant> news = news();
        return news.size() == partitions
                || news.values().stream().anyMatch(at -> !at.plus(patience).isAfter(now));
    }

    /** The figures hold what these partitions told. */
    void merged(Map<Integer, Instant> round) {
        round.forEach((partition, at) -> {
            PopulationSketch told = PopulationSketch.ofCounts(MERGED, partition, at, Map.of());
            store.put(told.key(), topic.valueSerde().serializer().serialize(topic.name(), told));
            merged.put(partition, at);
        });
    }

    /**
     * What the partitions counted of a figure.
     *
     * @param outdated takes the keys of what a later census counts no more; they are deleted
     */
    List<PopulationSketch> counted(String name, Collection<String> outdated) {
        List<PopulationSketch> counted = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            PopulationSketch sketch = find(name, partition);
            if (sketch != null && sketch.at().isBefore(complete.getOrDefault(partition, Instant.MIN))) {
                store.delete(sketch.key());
                outdated.add(sketch.key());
            } else if (sketch != null) {
                counted.add(sketch);
            }
        }
        return counted;
    }

    /**
     * @param from the key at which to begin; null for the first
     */
    KeyValueIterator<String, byte[]> all(@Nullable String from) {
        return store.range(from, null);
    }

    /** The figure that stands under a key, which ends with the partition; null where it is none. */
    static @Nullable String figure(String key) {
        String name = key.substring(0, Math.max(0, key.lastIndexOf('/')));
        return Set.of(Census.COMPLETE, MERGED, "").contains(name) ? null : name;
    }

    private @Nullable PopulationSketch find(String name, int partition) {
        byte[] value = store.get(PopulationSketch.key(name, partition));
        return value == null ? null : topic.valueSerde().deserializer().deserialize(topic.name(), value);
    }
}
