package dev.millrace.segment;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.TimeShare;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** One task of the topology, and short words for what happens to it. */
final class TaskDriver implements AutoCloseable {

    static final int FIRED_IN_A_SLICE = 5;

    final Topics topics = new Topics("t.");
    private final OpenPartitions partitions = new OpenPartitions();
    private final TopologyTestDriver driver;
    private long nanos;

    TaskDriver(Path state) {
        SegmentTopology topology = OneTaskFlow.topology(
                topics, partitions, () -> new TimeShare(Duration.ofNanos(FIRED_IN_A_SLICE), 1, () -> nanos++));
        driver = OneTaskFlow.driver(topology, state);
    }

    void define(String id, String expression) {
        SegmentDefinition definition = new SegmentDefinition(id, 1, id, expression, Map.of(), null, Events.T0);
        pipe(topics.segmentDefinitions(), id, definition, Events.T0);
    }

    void send(Topic<CustomerId, ShopEvent> topic, ShopEvent event, Instant stored) {
        pipe(topic, event.customer(), event, stored);
    }

    void send(EngagementEvent event, Instant stored) {
        pipe(topics.engagementEvents(), event.customer(), event, stored);
    }

    void erase(CustomerId customer, Instant upTo, Instant stored) {
        pipe(topics.moves(), customer, new Move.EraseRequested(customer, List.of(), upTo), stored);
    }

    void tick(Instant upTo, Map<String, Long> reached) {
        pipe(topics.clock(), new byte[0], new Tick(upTo, reached, Map.of()), upTo);
    }

    void pass(Duration wallClock) {
        driver.advanceWallClockTime(wallClock);
    }

    PartitionTask task() {
        return partitions.task(0).orElseThrow();
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** What was told since the last question: kind, segment, seconds after T0, cause. */
    List<String> told() {
        return records(topics.transitions()).stream()
                .map(TestRecord::value)
                .map(TaskDriver::text)
                .toList();
    }

    <K, V> List<TestRecord<K, V>> records(Topic<K, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList();
    }

    private static String text(SegmentTransition it) {
        double seconds = Duration.between(Events.T0, it.at()).toMillis() / 1000.0;
        return "%s %s %s %s".formatted(it.kind(), it.segment(), seconds, it.cause());
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value, Instant stored) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    @Override
    public void close() {
        driver.close();
    }
}
