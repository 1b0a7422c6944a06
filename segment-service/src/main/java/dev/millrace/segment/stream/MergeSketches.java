package dev.millrace.segment.stream;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.population.Census;
import dev.millrace.segment.population.Figures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes figures of the whole base from what the partitions counted: of sketches once all have told theirs. At work in the first
 * partition only.
 */
public final class MergeSketches extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Topic<String, PopulationSketch> sketches;
    private final Topic<String, PopulationFigure> figures;
    private final int partitions;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(KeyValueStore<String, byte[]> sketches, KeyValueStore<String, byte[]> published) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null);
    }

    public MergeSketches(Topics topics, int partitions) {
        this.sketches = topics.populationSketches();
        this.figures = topics.populationFigures();
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        parts = new Parts(context.getStateStore(Stores.SKETCHES), context.getStateStore(Stores.POPULATION));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            PopulationSketch sketch = read(record.value());
            if (sketch == null || sketch.partition() >= partitions) {
                throw new SerializationException("no count of a partition that there is");
            }
            if (sketch.sketch() != null) {
                Census.requireSketch(sketch.bytes());
            }
            parts.sketches.put(sketch.key(), record.value());
            publish(sketch.name());
        } catch (SerializationException | IllegalArgumentException unreadable) {
            DeadLetters.put(
                    context(),
                    record,
                    context().recordMetadata().orElseThrow(),
                    String.valueOf(unreadable.getMessage()));
        }
    }

    private void publish(String name) {
        List<PopulationSketch> counted = counted(name);
        Instant asOf = counted.stream()
                .map(PopulationSketch::at)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        PopulationFigure known = published(name);
        List<byte[]> sketches = counted.stream()
                .filter(it -> it.sketch() != null)
                .map(PopulationSketch::bytes)
                .toList();
        Optional<PopulationFigure> figure = sketches.isEmpty()
                ? Figures.publish(name, together(counted), asOf, known)
                : sketches.size() < partitions && Census.toldWith(name).equals(name)
                        ? Optional.empty()
                        : Figures.publish(name, Census.merged(sketches), asOf, known);
        figure.ifPresent(this::tell);
    }

    /** Of each partition what it told in its last census. */
    private List<PopulationSketch> counted(String name) {
        String always = Census.toldWith(name);
        List<PopulationSketch> counted = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            PopulationSketch sketch = told(name, partition);
            PopulationSketch newest = name.equals(always) ? sketch : told(always, partition);
            if (sketch != null && (newest == null || !sketch.at().isBefore(newest.at()))) {
                counted.add(sketch);
            }
        }
        return counted;
    }

    private @Nullable PopulationSketch told(String name, int partition) {
        return read(parts.sketches.get(PopulationSketch.key(name, partition)));
    }

    /** Not every partition sells everything: what some have not told is nothing. */
    private static Map<String, Long> together(List<PopulationSketch> counted) {
        Map<String, Long> together = new HashMap<>();
        counted.forEach(
                sketch -> sketch.counts().forEach((product, orders) -> together.merge(product, orders, Long::sum)));
        return together;
    }

    private @Nullable PopulationFigure published(String name) {
        byte[] value = parts.published.get(name);
        return value == null ? null : figures.valueSerde().deserializer().deserialize(figures.name(), value);
    }

    private @Nullable PopulationSketch read(byte @Nullable [] value) {
        return value == null ? null : sketches.valueSerde().deserializer().deserialize(sketches.name(), value);
    }

    private void tell(PopulationFigure figure) {
        byte[] key = figure.name().getBytes(StandardCharsets.UTF_8);
        byte[] value = figures.valueSerde().serializer().serialize(figures.name(), figure);
        context().forward(new Record<>(key, value, figure.asOf().toEpochMilli()), SegmentTopology.PRODUCE_FIGURES);
    }
}
