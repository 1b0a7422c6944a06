package dev.millrace.segment.rest;

import dev.millrace.segment.query.Answers;
import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.SweepProgress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** How many members each segment has, and how far the change to its rule as it is has come. */
final class SegmentsQuestion implements Question<SegmentsQuestion.Told> {

    static final String PATH = "/api/partitions/segments";

    /**
     * By segment.
     *
     * @param exactSince where the rule has not seen all that happened since ever
     * @param silent partitions that can't tell of sweeps, as only a copy answered
     */
    public record Told(
            Map<String, Long> counts,
            Map<String, SweepProgress> sweeps,
            Map<String, Instant> exactSince,
            Set<Integer> silent) {

        private static final BinaryOperator<Instant> LATER = (some, other) -> some.isAfter(other) ? some : other;

        private static Told nothing() {
            return new Told(new HashMap<>(), new HashMap<>(), new HashMap<>(), new TreeSet<>());
        }

        private void add(Told other) {
            other.counts.forEach((segment, count) -> counts.merge(segment, count, Long::sum));
            other.sweeps.forEach((segment, progress) -> sweeps.merge(segment, progress, SweepProgress::and));
            other.exactSince.forEach((segment, since) -> exactSince.merge(segment, since, LATER));
            silent.addAll(other.silent);
        }

        private void add(PartitionTask task) {
            task.definitions().forEach(stored -> {
                String segment = stored.definition().id();
                sweeps.merge(segment, SweepProgress.of(task, segment), SweepProgress::and);
                task.exactSince(segment).ifPresent(since -> exactSince.merge(segment, since, LATER));
            });
        }
    }

    @Override
    public Told here(List<PartitionView> partitions) {
        Told told = Told.nothing();
        for (PartitionView partition : partitions) {
            try (KeyValueIterator<String, Long> all =
                    partition.<String, Long>store(Stores.COUNTS).all()) {
                while (all.hasNext()) {
                    KeyValue<String, Long> count = all.next();
                    told.counts.merge(count.key, count.value, Long::sum);
                }
            }
            @Nullable PartitionTask task = partition.task();
            if (task == null) {
                told.silent.add(partition.partition());
            } else {
                told.add(task);
            }
        }
        return told;
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH, Hop.QUICK);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }

    static Told together(Answers<Told> answers) {
        Told all = Told.nothing();
        answers.all().forEach(all::add);
        return all;
    }
}
