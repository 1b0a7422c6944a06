package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import dev.millrace.segment.MemoryFolder;
import dev.millrace.segment.OneTaskFlow;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.SeenEvents;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import dev.millrace.segment.membership.Generation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer of whom no decision can be made, and a record too large to be kept: neither stops anything else. */
class UndecidableTest {

    private static final String IDLE =
            "cart.count > 0 and age(cart.updated) >= default(population.reorder_interval, 10s)";

    private final Topics topics = new Topics("t.");
    private final OpenPartitions partitions = new OpenPartitions();
    private final FailingForAnna facts = new FailingForAnna();
    private TopologyTestDriver driver;

    @TempDir(factory = MemoryFolder.class)
    Path state;

    /** As a fault in a rule would. */
    private static final class FailingForAnna implements ShopFacts {

        private boolean fails;

        @Override
        public Value figure(String name, @Nullable Value argument, CustomerState customer) {
            if (fails && ANNA.name().equals(customer.userId())) {
                throw new IllegalStateException("nobody knows");
            }
            return Value.UNKNOWN;
        }
    }

    @BeforeEach
    void start() {
        driver = OneTaskFlow.driver(OneTaskFlow.topology(topics, partitions), state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldLetAnEventThatWaitsGoItsWayWhenItsTimeHasCome() {
        define("idle", IDLE);
        send(Events.added("e1", "shoe", 1, T0), T0);
        facts.fails = true;
        send(Events.track("e2", "Page Viewed", second(20), Json.object()), second(20));
        assertThat(parked()).isEqualTo(1);

        tick(15);
        assertThat(parked()).isEqualTo(1);
        tick(25);

        assertThat(parked()).isZero();
        assertThat(letters()).hasSize(1);
    }

    @Test
    void shouldGoOnWithATimerAndTheEventBehindItOnceADecisionCanBeMade() {
        define("idle", IDLE);
        send(Events.added("e1", "shoe", 1, T0), T0);
        facts.fails = true;
        send(Events.track("e2", "Page Viewed", second(20), Json.object()), second(20));
        tick(15);
        facts.fails = false;

        tick(25);

        assertThat(transitions()).singleElement().satisfies(it -> {
            assertThat(it.at()).isEqualTo(second(10));
            assertThat(it.cause()).isEqualTo(SegmentTransition.Cause.TIME);
        });
        assertThat(parked()).isZero();
        assertThat(letters()).isEmpty();
    }

    @Test
    void shouldGoOnWhereASweepWroteNothingAndNobodyCanTellWhenToLookAgain() {
        send(Events.added("e1", "shoe", 1, T0), T0);
        send(by(CustomerId.user("bert"), Events.added("e2", "shoe", 1, T0)), T0);
        tick(1);
        define("idle", IDLE);
        tick(2);
        driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(task().ruleHistory().sweep().isComplete()).isTrue();
        facts.fails = true;

        send(Events.track("e3", "Page Viewed", second(3), Json.object()), second(3));
        tick(15);

        assertThat(letters()).hasSize(1);
        assertThat(transitions()).extracting(it -> it.customer().name()).containsExactly("bert");
        facts.fails = false;
        tick(3_700);
        assertThat(transitions()).singleElement().satisfies(it -> {
            assertThat(it.customer()).isEqualTo(ANNA);
            assertThat(it.at()).isEqualTo(second(10));
        });
    }

    @Test
    void shouldSweepTheOthers() {
        for (CustomerId customer : List.of(ANNA, CustomerId.user("bert"), CustomerId.user("zoe"))) {
            send(by(customer, Events.added("e-" + customer.name(), "shoe", 1, T0)), T0);
        }
        tick(20);
        define("idle", IDLE);
        facts.fails = true;

        tick(21);
        driver.advanceWallClockTime(Duration.ofMillis(100));

        assertThat(transitions()).extracting(it -> it.customer().name()).containsExactlyInAnyOrder("bert", "zoe");
        assertThat(task().ruleHistory().sweep().isComplete()).isTrue();
    }

    @Test
    void shouldCountTheOthers() {
        define("best", "percentile(sum(order_completed.total) - default(shop.free_shipping, 0)) >= 0.9");
        facts.fails = true;
        for (int i = 0; i < 100; i++) {
            CustomerId customer = CustomerId.user("c" + i);
            send(by(customer, Events.ordered("e" + i, "o" + i, Integer.toString(5 + i), T0)), T0);
        }
        facts.fails = false;
        send(Events.ordered("e-anna", "o-anna", "5", T0), T0);
        facts.fails = true;

        for (int i = 1; i < 40; i++) {
            tick(i);
            driver.advanceWallClockTime(Duration.ofMillis(100));
        }

        assertThat(values(topics.populationFigures()).stream()
                        .filter(it -> it.name().startsWith("sum")))
                .extracting(PopulationFigure::of)
                .containsExactly(100L);
    }

    @Test
    void shouldPutAsideWhatIsTooLargeToBeKept() {
        String large = "x".repeat(Stores.MAX_TAKEN);
        send(Events.track("e1", "Page Viewed", T0, Json.object().put("title", large)), T0);
        Topic<String, CatalogProduct> products = topics.catalogProducts();
        driver.createInputTopic(products.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        "p1".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        ("{\"id\":\"" + large + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(letters()).hasSize(2).allSatisfy(it -> assertThat(it.value()).hasSizeLessThan(1_000_000));
        assertThat(driver.<String, byte[]>getKeyValueStore(Stores.CUSTOMERS).get(ANNA.value()))
                .isNull();
        assertThat(driver.<String, byte[]>getKeyValueStore(Stores.PRODUCTS).get("p1"))
                .isNull();
    }

    @Test
    void shouldFireTheTimerOfACustomerWhoIsAsLargeAsFits() {
        define("idle", IDLE);
        send(Events.added("e1", "shoe", 1, T0), T0);
        KeyValueStore<String, byte[]> customers = driver.getKeyValueStore(Stores.CUSTOMERS);
        byte[] record = customers.get(ANNA.value());
        SeenEvents many = SeenEvents.of(T0.getEpochSecond() / 3600, new byte[(900_000 - record.length) / 6 * 6]);
        byte[] large = CustomerCodec.encode(CustomerCodec.decode(record).withSeen(many));
        assertThat(large).hasSizeBetween(899_980, 900_000);
        customers.put(ANNA.value(), large);

        tick(15);

        assertThat(transitions()).hasSize(1);
        assertThat(customers.get(ANNA.value())).hasSizeGreaterThan(900_000);
    }

    /** The figures that the rules ask are those of the test. */
    private void define(String id, String expression) {
        SegmentDefinition definition = new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
        pipe(topics.segmentDefinitions(), id, definition, T0);
        Generation current = task().ruleHistory().current();
        task().use(task().ruleHistory().then(current.relabelled(current.rules(), facts)));
    }

    private PartitionTask task() {
        return partitions.task(0).orElseThrow();
    }

    private void send(ShopEvent event, Instant stored) {
        pipe(topics.siteEvents(), event.customer(), event, stored);
    }

    private void tick(long second) {
        driver.createInputTopic(
                        topics.clock().name(),
                        new ByteArraySerializer(),
                        topics.clock().valueSerde().serializer())
                .pipeInput(new TestRecord<>(null, new Tick(second(second), Map.of(), Map.of()), second(second)));
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value, Instant stored) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    private List<SegmentTransition> transitions() {
        return values(topics.transitions());
    }

    private List<TestRecord<byte[], byte[]>> letters() {
        return records(topics.deadLetters());
    }

    private <K, V> List<V> values(Topic<K, V> topic) {
        return records(topic).stream().map(TestRecord::value).toList();
    }

    private <K, V> List<TestRecord<K, V>> records(Topic<K, V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList();
    }

    private int parked() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(Stores.PARKED).all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private static ShopEvent by(CustomerId customer, ShopEvent event) {
        return new ShopEvent(
                event.id(),
                event.kind(),
                event.name(),
                customer,
                event.alsoKnownAs(),
                customer.name(),
                null,
                event.timestamp(),
                event.receivedAt(),
                event.source(),
                event.trust(),
                false,
                event.properties(),
                event.traits(),
                event.context());
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }
}
