package dev.millrace.segment.stream;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.Topic;
import dev.millrace.segment.population.PopulationFacts;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The figures of the whole base that a task has been told. Rankings of products stay in the store: no rule asks for them. */
final class FigureBook {

    private final KeyValueStore<String, byte[]> store;
    private final Topic<String, PopulationFigure> topic;
    private PopulationFacts facts;

    FigureBook(KeyValueStore<String, byte[]> store, Topic<String, PopulationFigure> topic) {
        this.store = store;
        this.topic = topic;
        this.facts = new PopulationFacts(stored(store, topic).values());
    }

    /** Those that rules can ask for, by name. */
    static Map<String, PopulationFigure> stored(
            ReadOnlyKeyValueStore<String, byte[]> store, Topic<String, PopulationFigure> topic) {
        Map<String, PopulationFigure> figures = new TreeMap<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            all.forEachRemaining(entry -> {
                PopulationFigure figure = topic.valueSerde().deserializer().deserialize(topic.name(), entry.value);
                if (PopulationFacts.canBeAsked(figure)) {
                    figures.put(figure.name(), figure);
                }
            });
        }
        return figures;
    }

    PopulationFacts facts() {
        return facts;
    }

    /**
     * @param figure null if it is no longer known
     * @return whether rules may answer differently now
     */
    boolean put(String name, @Nullable PopulationFigure figure) {
        if (figure == null) {
            store.delete(name);
            boolean wasAsked = facts.has(name);
            facts = facts.without(name);
            return wasAsked;
        }
        store.put(name, topic.valueSerde().serializer().serialize(topic.name(), figure));
        if (PopulationFacts.canBeAsked(figure)) {
            facts = facts.with(figure);
        }
        return PopulationFacts.canBeAsked(figure);
    }
}
