package dev.millrace.segment;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentMembership;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.TimeShare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    private static final int FIRED_IN_A_SLICE = 5;

    private final Topics topics = new Topics("t.");
    private final OpenPartitions partitions = new OpenPartitions();
    private long nanos;
    private final SegmentTopology topology = OneTaskFlow.topology(
            topics, partitions, () -> new TimeShare(Duration.ofNanos(FIRED_IN_A_SLICE), 1, () -> nanos++));
    private TopologyTestDriver driver;
    private Instant stored = T0;

    private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^]]*)]\\)");

    @TempDir(factory = MemoryFolder.class)
    Path state;

    @BeforeEach
    void start() {
        driver = OneTaskFlow.driver(topology, state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldKeepItsShape() throws IOException {
        assertThat(withStoresInOrder(topology.build().describe().toString()))
                .describedAs("the flow changed: if that is meant, put the new text into %s", GOLDEN)
                .isEqualTo(withStoresInOrder(Files.readString(GOLDEN)));
    }

    /** A description names the stores of a processor in the order of a hash set, which differs between releases of Java. */
    private static String withStoresInOrder(String description) {
        return STORES.matcher(description.strip())
                .replaceAll(found -> Stream.of(found.group(1).split(", ", -1))
                        .sorted()
                        .collect(Collectors.joining(", ", "(stores: [", "])")));
    }

    @Test
    void shouldTellOfACartOnceTimeHasPassedForAllThatWasStored() {
        define("abandoned", "cart.count > 0 and age(cart.updated) >= 10s");
        send(topics.cartEvents(), Events.added("e1", "shoe", 1, T0));

        tick(T0.plusSeconds(11), Map.of("t.events.cart", 1L, "t.events.order", 1L));
        assertThat(transitions()).isEmpty();
        send(topics.orderEvents(), Events.ordered("e2", "o1", "12", T0.plusSeconds(9)));
        tick(T0.plusSeconds(12), Map.of("t.events.cart", 1L, "t.events.order", 1L));

        assertThat(transitions()).isEmpty();
    }

    @Test
    void shouldAnnounceTransitionAndMembership() {
        define("abandoned", "cart.count > 0 and age(cart.updated) >= 10s");
        send(topics.cartEvents(), Events.added("e1", "shoe", 1, T0));

        tick(T0.plusSeconds(10), Map.of("t.events.cart", 1L));

        List<TestRecord<CustomerId, SegmentTransition>> told = records(topics.transitions());
        assertThat(told).hasSize(1);
        SegmentTransition entered = told.get(0).value();
        assertThat(entered.at()).isEqualTo(T0.plusSeconds(10));
        assertThat(entered.cause()).isEqualTo(SegmentTransition.Cause.TIME);
        assertThat(told.get(0).headers().lastHeader("ce_type").value())
                .asString()
                .isEqualTo("dev.millrace.segment.entered");
        assertThat(memberships())
                .containsExactly(KeyValue.pair(
                        "user:anna|abandoned",
                        new SegmentMembership(ANNA, "anna", "abandoned", 1, T0.plusSeconds(10))));
    }

    @Test
    void shouldLeaveATombstoneWhenAMembershipEnds() {
        define("buyers-to-be", "count(order_completed) = 0");
        send(topics.siteEvents(), Events.track("e1", "Page Viewed", T0, dev.millrace.contract.Json.object()));

        send(topics.orderEvents(), Events.ordered("e2", "o1", "12", T0.plusSeconds(1)));

        assertThat(memberships()).endsWith(KeyValue.pair("user:anna|buyers-to-be", null));
    }

    @Test
    void shouldFoldARepeatedEventOnce() {
        define("keen", "count(page_viewed) >= 2");
        ShopEvent viewed = Events.track("e1", "Page Viewed", T0, dev.millrace.contract.Json.object());

        send(topics.siteEvents(), viewed);
        send(topics.siteEvents(), viewed);

        assertThat(transitions()).isEmpty();
    }

    @Test
    void shouldPutWhatItCantReadAsideWithItsBytesAndGoOn() {
        define("keen", "count(page_viewed) >= 1");
        byte[] garbage = "{not json".getBytes(StandardCharsets.UTF_8);
        TestInputTopic<byte[], byte[]> site =
                driver.createInputTopic("t.events.site", new ByteArraySerializer(), new ByteArraySerializer());

        site.pipeInput(
                new TestRecord<>("user:anna".getBytes(StandardCharsets.UTF_8), garbage, null, stored.toEpochMilli()));
        send(topics.siteEvents(), Events.track("e1", "Page Viewed", T0, dev.millrace.contract.Json.object()));
        tick(T0.plusSeconds(1), Map.of("t.events.site", 2L));

        List<TestRecord<byte[], byte[]>> dead = records(topics.deadLetters());
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).value()).isEqualTo(garbage);
        assertThat(dead.get(0).headers().lastHeader(DeadLetter.TOPIC).value())
                .asString()
                .isEqualTo("t.events.site");
        assertThat(dead.get(0).headers().lastHeader(DeadLetter.REASON).value())
                .asString()
                .startsWith("not a ShopEvent");
        assertThat(transitions()).hasSize(1);
        assertThat(partitions.task(0).orElseThrow().clock().passed()).isEqualTo(T0.plusSeconds(1));
    }

    @Test
    void shouldPutAnEventOfAnImpossibleYearAside() {
        send(topics.siteEvents(), Events.track("e1", "Page Viewed", Instant.MIN, dev.millrace.contract.Json.object()));

        assertThat(records(topics.deadLetters())).hasSize(1);
    }

    @Test
    void shouldMoveEverybodyOverToANewDefinition() {
        send(topics.orderEvents(), Events.ordered("e1", "o1", "12", T0));
        tick(T0.plusSeconds(1), Map.of());

        define("buyers", "count(order_completed) > 0");
        driver.advanceWallClockTime(Duration.ofMillis(100));

        assertThat(transitions())
                .extracting(SegmentTransition::cause)
                .containsExactly(SegmentTransition.Cause.DEFINITION);
    }

    @Test
    void shouldFireALongQueueOfTimersInSlices() {
        define("abandoned", "cart.count > 0 and age(cart.updated) >= 10s");
        for (int i = 0; i < 12; i++) {
            CustomerId customer = CustomerId.user("c" + i);
            ShopEvent added = Events.added("e" + i, "shoe", 1, T0);
            ShopEvent theirs = new ShopEvent(
                    added.id(),
                    added.kind(),
                    added.name(),
                    customer,
                    List.of(),
                    null,
                    null,
                    T0,
                    T0,
                    "test",
                    added.trust(),
                    false,
                    added.properties(),
                    added.traits(),
                    added.context());
            send(topics.cartEvents(), theirs);
        }

        tick(T0.plusSeconds(10), Map.of("t.events.cart", 12L));
        assertThat(transitions()).hasSize(5);
        assertThat(partitions.task(0).orElseThrow().clock().settled()).isBefore(T0.plusSeconds(10));
        driver.advanceWallClockTime(Duration.ofMillis(20));
        driver.advanceWallClockTime(Duration.ofMillis(20));

        assertThat(transitions()).hasSize(7);
        assertThat(partitions.task(0).orElseThrow().clock().settled()).isEqualTo(T0.plusSeconds(10));
    }

    private void define(String id, String expression) {
        send(topics.segmentDefinitions(), id, new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0));
    }

    private void tick(Instant upTo, Map<String, Long> reached) {
        stored = upTo;
        send(topics.clock(), new byte[0], new Tick(upTo, reached, Map.of()));
    }

    private void send(Topic<CustomerId, ShopEvent> topic, ShopEvent event) {
        stored = stored.isAfter(event.timestamp()) ? stored : event.timestamp();
        send(topic, event.customer(), event);
    }

    private <K, V> void send(Topic<K, V> topic, K key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    private List<SegmentTransition> transitions() {
        return records(topics.transitions()).stream().map(TestRecord::value).toList();
    }

    private List<KeyValue<String, SegmentMembership>> memberships() {
        return records(topics.memberships()).stream()
                .map(record -> KeyValue.pair(record.key().toString(), record.value()))
                .toList();
    }

    private <K, V> List<TestRecord<K, V>> records(Topic<K, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList();
    }
}
