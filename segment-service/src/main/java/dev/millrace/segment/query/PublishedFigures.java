package dev.millrace.segment.query;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.population.PopulationFacts;
import dev.millrace.segment.stream.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The figures of the whole base and the catalogue, as one partition knows them: each partition has all of both. */
public record PublishedFigures(PartitionView view, Topics topics) {

    public Optional<PopulationFigure> figure(String name) {
        byte[] value = view.<String, byte[]>store(Stores.POPULATION).get(name);
        return read(topics.populationFigures(), value);
    }

    public Optional<CatalogProduct> product(String id) {
        byte[] value = view.<String, byte[]>store(Stores.PRODUCTS).get(id);
        return read(topics.catalogProducts(), value);
    }

    /** Whether the catalogue had it and took it out, or says that there are none left. What it never had is not gone. */
    public boolean isGone(String id) {
        byte[] value = view.<String, byte[]>store(Stores.PRODUCTS).get(id);
        return value != null && !product(id).map(CatalogProduct::inStock).orElse(false);
    }

    /** Those that rules can ask for; rankings of products are asked one by one. */
    public List<PopulationFigure> figures() {
        List<PopulationFigure> figures = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                view.<String, byte[]>store(Stores.POPULATION).all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                read(topics.populationFigures(), entry.value)
                        .filter(PopulationFacts::canBeAsked)
                        .ifPresent(figures::add);
            }
        }
        return figures;
    }

    private static <V> Optional<V> read(Topic<?, V> topic, byte @Nullable [] value) {
        return value == null || value.length == 0
                ? Optional.empty()
                : Optional.of(topic.valueSerde().deserializer().deserialize(topic.name(), value));
    }
}
