package dev.millrace.segment.stream.census;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.population.Census;
import dev.millrace.segment.population.Figures;
import dev.millrace.segment.stream.DeadLetters;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes figures of the whole base from what the partitions counted: once a round, when all of them were counted, a slice at a
 * time between events. For a partition that is not counted it waits no longer than the time between two counts. At work in the
 * first partition only.
 */
public final class MergeSketches extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration BETWEEN_SLICES = Duration.ofMillis(40);

    private final Topic<String, PopulationSketch> sketches;
    private final Topic<String, PopulationFigure> figures;
    private final OpenPartitions partitions;
    private final Pace pace;
    private final CensusPlan plan;
    private Parts parts = Parts.NONE;
    private @Nullable MergeRound round;

    /** What is there once the task is. */
    private record Parts(PartitionTask task, SketchBook sketches, KeyValueStore<String, byte[]> published) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null);
    }

    /**
     * @param pace of work that can wait
     */
    public MergeSketches(Topics topics, OpenPartitions partitions, Pace pace, CensusPlan plan) {
        this.sketches = topics.populationSketches();
        this.figures = topics.populationFigures();
        this.partitions = partitions;
        this.pace = pace;
        this.plan = plan;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        parts = new Parts(
                partitions.open(context.taskId().partition()),
                new SketchBook(context.getStateStore(Stores.SKETCHES), sketches, plan.partitions()),
                context.getStateStore(Stores.POPULATION));
        context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, wallClock -> mergeSlice());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return; // written here, when it was deleted
        }
        try {
            Stores.requireTakeable(record.value());
            PopulationSketch sketch = sketches.valueSerde().deserializer().deserialize(sketches.name(), record.value());
            if (sketch == null || sketch.partition() >= plan.partitions()) {
                throw new SerializationException("no count of a partition that there is");
            }
            if (sketch.sketch() != null) {
                Census.requireSketch(sketch.bytes());
            }
            parts.sketches.put(sketch, record.value());
        } catch (SerializationException | IllegalArgumentException unreadable) {
            DeadLetters.put(
                    context(),
                    record,
                    context().recordMetadata().orElseThrow(),
                    String.valueOf(unreadable.getMessage()));
        }
    }

    private void mergeSlice() {
        MergeRound current = round == null ? begin() : round;
        round = current;
        if (current != null && merge(current)) {
            parts.sketches.merged(current.held());
            round = null;
        }
    }

    /** Null while there is nothing to merge. */
    private @Nullable MergeRound begin() {
        Instant now = parts.task.clock().settled();
        return parts.sketches.isDue(now, plan.every())
                ? new MergeRound(parts.sketches.news(), plan.partitions())
                : null;
    }

    /** One figure at least; whether that was the last. */
    private boolean merge(MergeRound current) {
        try (Pace.Slice slice = pace.begin();
                KeyValueIterator<String, byte[]> rest = parts.sketches.all(current.next())) {
            do {
                if (!rest.hasNext()) {
                    return true;
                }
                String figure = current.at(rest.next().key);
                if (figure != null) {
                    make(figure, current);
                }
            } while (slice.mayGoOn());
            return false;
        }
    }

    private void make(String name, MergeRound current) {
        List<String> outdated = new ArrayList<>();
        List<PopulationSketch> counted = parts.sketches.counted(name, outdated);
        outdated.forEach(key -> tell(key, null, SegmentTopology.PRODUCE_SKETCHES));
        PopulationFigure known = published(name);
        if (counted.isEmpty()) {
            if (known != null) {
                tell(name, null, SegmentTopology.PRODUCE_FIGURES);
            }
        } else if (current.isCounted(name, counted)) {
            figure(name, counted, current.asOf(counted), known)
                    .ifPresent(figure -> tell(
                            name,
                            figures.valueSerde().serializer().serialize(figures.name(), figure),
                            SegmentTopology.PRODUCE_FIGURES));
        }
    }

    /** What some partitions have not told is nothing: not everybody sells everything. */
    private static Optional<PopulationFigure> figure(
            String name, List<PopulationSketch> counted, Instant asOf, @Nullable PopulationFigure known) {
        List<byte[]> sketches = counted.stream()
                .filter(it -> it.sketch() != null)
                .map(PopulationSketch::bytes)
                .toList();
        if (!sketches.isEmpty()) {
            return Figures.publish(name, Census.merged(sketches), asOf, known);
        }
        Map<String, Long> together = new HashMap<>();
        counted.forEach(
                sketch -> sketch.counts().forEach((product, orders) -> together.merge(product, orders, Long::sum)));
        return Figures.publish(name, together, asOf, known);
    }

    private @Nullable PopulationFigure published(String name) {
        byte[] value = parts.published.get(name);
        return value == null ? null : figures.valueSerde().deserializer().deserialize(figures.name(), value);
    }

    /** Null deletes. */
    private void tell(String key, byte @Nullable [] value, String node) {
        long time = parts.task.clock().settled().toEpochMilli();
        context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, time), node);
    }

    @Override
    public void close() {
        partitions.close(parts.task);
    }
}
