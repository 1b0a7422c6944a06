package dev.millrace.segment.stream;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topic;
import dev.millrace.segment.evaluation.SettingsFacts;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.population.PopulationFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads from outside a task what its stores say is in force, such as those of a copy. */
public final class StoredRules {

    private StoredRules() {}

    public static List<SegmentDefinition> inForce(ReadOnlyKeyValueStore<String, byte[]> definitions) {
        return all(definitions).stream()
                .filter(stored -> stored.standing() == StoredDefinition.Standing.IN_FORCE)
                .map(StoredDefinition::definition)
                .toList();
    }

    /** What is in force or deleted, and what was turned down since. */
    public static List<StoredDefinition> all(ReadOnlyKeyValueStore<String, byte[]> definitions) {
        List<StoredDefinition> found = new ArrayList<>();
        // generations are in order within a segment: the last one counts
        Map<String, StoredDefinition> newest = new LinkedHashMap<>();
        try (KeyValueIterator<String, byte[]> all = definitions.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (DefinitionStore.isVersion(entry.key)) {
                    newest.put(DefinitionStore.segment(entry.key), DefinitionStore.definition(entry.value));
                } else if (DefinitionStore.isTurnedDown(entry.key)) {
                    found.add(DefinitionStore.definition(entry.value));
                }
            }
        }
        found.addAll(newest.values());
        return found;
    }

    public static Optional<ShopSettings> settings(
            ReadOnlyKeyValueStore<String, byte[]> settings, Topic<String, ShopSettings> topic) {
        byte[] newest = {};
        try (KeyValueIterator<String, byte[]> all = settings.all()) {
            while (all.hasNext()) {
                newest = all.next().value;
            }
        }
        return newest.length == 0
                ? Optional.empty()
                : Optional.of(topic.valueSerde().deserializer().deserialize(topic.name(), newest));
    }

    public static ShopFacts figures(
            ReadOnlyKeyValueStore<String, byte[]> population, Topic<String, PopulationFigure> topic) {
        return new PopulationFacts(FigureBook.stored(population, topic).values());
    }

    public static ShopFacts facts(Optional<ShopSettings> settings) {
        return settings.<ShopFacts>map(SettingsFacts::new).orElse(ShopFacts.UNKNOWN);
    }
}
