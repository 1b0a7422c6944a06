package dev.millrace.segment.rest;

import dev.millrace.segment.query.Answers;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** How many members each segment has. */
final class CountsQuestion implements Question<CountsQuestion.Told> {

    static final String PATH = "/api/partitions/counts";

    public record Told(Map<String, Long> counts) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        Map<String, Long> counts = new HashMap<>();
        for (PartitionView partition : partitions) {
            try (KeyValueIterator<String, Long> all =
                    partition.<String, Long>store(Stores.COUNTS).all()) {
                while (all.hasNext()) {
                    KeyValue<String, Long> count = all.next();
                    counts.merge(count.key, count.value, Long::sum);
                }
            }
        }
        return new Told(counts);
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }

    static Map<String, Long> sum(Answers<Told> answers) {
        Map<String, Long> sum = new HashMap<>();
        answers.all().forEach(part -> part.counts().forEach((segment, count) -> sum.merge(segment, count, Long::sum)));
        return sum;
    }
}
