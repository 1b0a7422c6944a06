package dev.millrace.segment.stream.census;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.MemoryFolder;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.population.Census;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.Stores;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first partition makes of the counts of three, and when. */
class MergeSketchesTest {

    private static final int PARTITIONS = 3;
    private static final String RANK = "sum(order_completed.total)";
    private static final String SHOES = "best_sellers/shoes";

    private final Topics topics = new Topics("t.");
    private final OpenPartitions partitions = new OpenPartitions();

    /** No time is left after the first figure of a slice. */
    private final Pace slow = new Pace(0.5, () -> 0);

    @TempDir(factory = MemoryFolder.class)
    Path state;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Topology topology = new Topology();
        topology.addSource(
                SegmentTopology.READ_SKETCHES,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.populationSketches().name());
        topology.addProcessor(
                SegmentTopology.MERGE_SKETCHES,
                () -> new MergeSketches(topics, partitions, slow, new CensusPlan(PARTITIONS, Duration.ofHours(1))),
                SegmentTopology.READ_SKETCHES);
        topology.addStateStore(Stores.sketches(), SegmentTopology.MERGE_SKETCHES);
        topology.addStateStore(Stores.population(), SegmentTopology.MERGE_SKETCHES);
        addSink(topology, SegmentTopology.PRODUCE_SKETCHES, topics.populationSketches());
        addSink(topology, SegmentTopology.PRODUCE_FIGURES, topics.populationFigures());
        addSink(topology, SegmentTopology.PRODUCE_DEAD_LETTERS, topics.deadLetters());
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "merge");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(topology, settings, T0);
        settle(T0);
    }

    private static void addSink(Topology topology, String node, Topic<?, ?> topic) {
        topology.addSink(
                node,
                topic.name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                SegmentTopology.MERGE_SKETCHES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldPublishAFigureOnceARoundWhenTheLastPartitionWasCounted() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(figures()).isEmpty();
            ranks(partition, minute(partition), 10);
            complete(partition, minute(partition));
        }

        PopulationFigure first = published(RANK);
        assertThat(first.of()).isEqualTo(300);
        assertThat(first.asOf()).isEqualTo(minute(0));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(figures()).isEmpty();
            ranks(partition, minute(60 + partition), 20);
            complete(partition, minute(60 + partition));
        }
        assertThat(published(RANK).asOf()).isEqualTo(minute(60));
    }

    @Test
    void shouldNotWaitForEverForAPartitionThatIsNotCounted() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ranks(partition, minute(0), 10);
            complete(partition, minute(0));
        }
        figures();
        for (int partition = 0; partition < 2; partition++) {
            ranks(partition, minute(60), 20);
            complete(partition, minute(60));
        }

        settle(minute(119));
        assertThat(figures()).isEmpty();
        settle(minute(120));

        PopulationFigure figure = published(RANK);
        assertThat(figure.of()).isEqualTo(300);
        assertThat(figure.asOf()).isEqualTo(minute(60));
        settle(minute(180));
        assertThat(figures()).isEmpty();
    }

    @Test
    void shouldPublishTheFigureOfANewRuleWhenEachPartitionHasCountedIt() {
        complete(0, minute(0));
        complete(1, minute(0));
        ranks(0, minute(1), 10);
        complete(0, minute(1));
        ranks(1, minute(1), 10);
        complete(1, minute(1));
        complete(2, minute(1));
        assertThat(figures()).isEmpty();

        ranks(2, minute(2), 10);
        complete(2, minute(2));

        assertThat(published(RANK).of()).isEqualTo(300);
    }

    @Test
    void shouldAddUpWhatSomePartitionsSell() {
        sells(0, minute(0), Map.of("boot", 3L, "clog", 1L));
        sells(2, minute(0), Map.of("clog", 4L));
        completeAll(minute(0));

        assertThat(published(SHOES).products()).containsExactly("clog", "boot");
    }

    @Test
    void shouldForgetWhatNoPartitionCountsAnyMore() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ranks(partition, minute(0), 10);
        }
        sells(1, minute(0), Map.of("boot", 3L));
        completeAll(minute(0));
        figures();

        completeAll(minute(60));

        Map<String, PopulationFigure> gone = figures();
        assertThat(gone).hasSize(2).containsEntry(RANK, null).containsEntry(SHOES, null);
        assertThat(deletedSketches()).contains(PopulationSketch.key(RANK, 2), PopulationSketch.key(SHOES, 1));
        assertThat(names()).noneMatch(name -> name.startsWith(RANK) || name.startsWith(SHOES));
        completeAll(minute(120));
        assertThat(figures()).isEmpty();
    }

    @Test
    void shouldKeepWhatOnePartitionStillCounts() {
        sells(0, minute(0), Map.of("boot", 3L));
        sells(1, minute(0), Map.of("clog", 5L));
        completeAll(minute(0));
        figures();

        sells(0, minute(60), Map.of("boot", 3L));
        completeAll(minute(60));

        assertThat(published(SHOES).products()).containsExactly("boot");
    }

    @Test
    void shouldLeaveTheThreadAfterEachFigure() {
        for (int i = 0; i < 5; i++) {
            tell(PopulationSketch.ofCounts("best_sellers/" + i, 0, minute(0), Map.of("boot", 1L)));
        }
        completeAll(minute(0));

        for (int i = 0; i < 5; i++) {
            driver.advanceWallClockTime(Duration.ofMillis(40));
            assertThat(read()).hasSize(1);
        }
    }

    @Test
    void shouldKnowAfterARestartWhatTheFiguresHold() {
        completeAll(minute(0));
        figures();
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(Stores.SKETCHES);

        SketchBook restarted = new SketchBook(store, topics.populationSketches(), PARTITIONS);

        assertThat(restarted.isDue(minute(300), Duration.ofHours(1))).isFalse();
        complete(1, minute(60));
        restarted = new SketchBook(store, topics.populationSketches(), PARTITIONS);
        assertThat(restarted.news()).containsOnlyKeys(1);
    }

    private static Instant minute(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }

    /** A hundred customers of one value each. */
    private void ranks(int partition, Instant at, double value) {
        ByteBuffer sketch = ByteBuffer.allocate(16).putDouble(value).putLong(100);
        tell(PopulationSketch.of(RANK, partition, at, sketch.array()));
    }

    private void sells(int partition, Instant at, Map<String, Long> orders) {
        tell(PopulationSketch.ofCounts(SHOES, partition, at, orders));
    }

    private void completeAll(Instant at) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            complete(partition, at);
        }
    }

    private void complete(int partition, Instant at) {
        tell(PopulationSketch.ofCounts(Census.COMPLETE, partition, at, Map.of()));
    }

    private void tell(PopulationSketch sketch) {
        Topic<String, PopulationSketch> topic = topics.populationSketches();
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(sketch.key(), sketch);
    }

    private void settle(Instant instant) {
        partitions.task(0).orElseThrow().clock().settledAt(instant);
    }

    private PopulationFigure published(String name) {
        Map<String, PopulationFigure> figures = figures();
        assertThat(figures).containsOnlyKeys(name);
        return figures.get(name);
    }

    /** What is published when there is time enough, each figure once; it then is what is known. */
    private Map<String, PopulationFigure> figures() {
        Map<String, PopulationFigure> figures = new TreeMap<>();
        for (int slice = 0; slice < 30; slice++) {
            driver.advanceWallClockTime(Duration.ofMillis(40));
            read().forEach((name, figure) -> {
                assertThat(figures).doesNotContainKey(name);
                figures.put(name, figure);
            });
        }
        return figures;
    }

    private Map<String, PopulationFigure> read() {
        Topic<String, PopulationFigure> topic = topics.populationFigures();
        Map<String, PopulationFigure> read = new TreeMap<>();
        KeyValueStore<String, byte[]> known = driver.getKeyValueStore(Stores.POPULATION);
        driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList()
                .forEach(record -> {
                    assertThat(read).doesNotContainKey(record.key());
                    read.put(record.key(), record.value());
                    known.put(record.key(), topic.valueSerde().serializer().serialize("", record.value()));
                });
        return read;
    }

    private List<String> deletedSketches() {
        Topic<String, PopulationSketch> topic = topics.populationSketches();
        return driver
                .createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList()
                .stream()
                .filter(record -> record.value() == null)
                .map(record -> record.key())
                .toList();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                driver.<String, byte[]>getKeyValueStore(Stores.SKETCHES).all()) {
            all.forEachRemaining(entry -> names.add(entry.key));
        }
        return names;
    }
}
