package dev.millrace.segment.rest;

import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.Stores;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Which names have arrived that nobody declared. */
final class NamesQuestion implements Question<NamesQuestion.Told> {

    static final String PATH = "/api/partitions/names";

    public record Told(Set<String> names) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        Set<String> names = new TreeSet<>();
        for (PartitionView partition : partitions) {
            try (KeyValueIterator<String, Long> all =
                    partition.<String, Long>store(Stores.NAMES).all()) {
                all.forEachRemaining(entry -> names.add(entry.key));
            }
        }
        return new Told(names);
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
