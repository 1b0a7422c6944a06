package dev.millrace.segment.population;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.PopulationSketch;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.OneTaskFlow;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From orders over the census to segments that compare with the base, in one partition. */
class PopulationFlowTest {

    private static final String BEST = "percentile(sum(order_completed.total), of: \"buyers\") >= 0.9";

    private final Topics topics = new Topics("t.");
    private TopologyTestDriver driver;
    private Instant stored = T0;

    @TempDir
    Path state;

    @BeforeEach
    void start() {
        driver = OneTaskFlow.driver(OneTaskFlow.topology(topics, new OpenPartitions()), state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldMoveTheTopTenthIntoTheSegmentWhenTheBaseIsCounted() {
        define("buyers", "count(order_completed) >= 1");
        define("best", BEST);
        customersWithOrders(100);

        letTimePass(Duration.ofSeconds(30));

        List<SegmentTransition> told = transitions("best");
        assertThat(told)
                .extracting(it -> it.customer().value())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(90, 100).mapToObj(i -> "user:c" + i).toList());
        assertThat(told).allSatisfy(it -> {
            assertThat(it.kind()).isEqualTo(SegmentTransition.Kind.ENTERED);
            assertThat(it.cause()).isEqualTo(SegmentTransition.Cause.POPULATION);
        });
    }

    @Test
    void shouldJudgeANewcomerByTheBaseAtOnce() {
        define("buyers", "count(order_completed) >= 1");
        define("best", BEST);
        customersWithOrders(100);
        letTimePass(Duration.ofSeconds(30));
        transitions("best");

        order("rich", "9999");

        assertThat(transitions("best")).singleElement().satisfies(it -> {
            assertThat(it.customer()).isEqualTo(CustomerId.user("rich"));
            assertThat(it.cause()).isEqualTo(SegmentTransition.Cause.EVENT);
        });
    }

    @Test
    void shouldPublishWhatSellsAndWhatIsBoughtTogether() {
        for (int i = 0; i < 3; i++) {
            order("c" + i, "10", "mill", "flour");
        }
        order("c9", "10", "mill");

        letTimePass(Duration.ofSeconds(30));

        Map<String, List<String>> products = new java.util.HashMap<>();
        figures().forEach(figure -> products.put(figure.name(), figure.products()));
        assertThat(products)
                .containsEntry("best_sellers", List.of("mill", "flour"))
                .containsEntry("bought_together/mill", List.of("flour"));
    }

    @Test
    void shouldMoveThoseWhoAreLateForTheirCategory() {
        define(
                "out-of-coffee",
                "age(last(order_completed{items.category = \"coffee\"})) > population.reorder_interval(\"coffee\")");
        orderOf("late", "coffee");
        for (int i = 0; i < 20; i++) {
            orderOf("c" + i, "coffee");
        }
        stored = stored.plus(Duration.ofDays(10));
        for (int i = 0; i < 20; i++) {
            orderOf("c" + i, "coffee");
        }

        letTimePass(Duration.ofSeconds(30));

        assertThat(transitions("out-of-coffee")).singleElement().satisfies(it -> {
            assertThat(it.customer()).isEqualTo(CustomerId.user("late"));
            assertThat(it.cause()).isEqualTo(SegmentTransition.Cause.POPULATION);
        });
    }

    @Test
    void shouldForgetTheFigureOfARuleThatIsGone() {
        define("best", "percentile(sum(order_completed.total)) >= 0.9");
        customersWithOrders(100);
        letTimePass(Duration.ofSeconds(30));
        String figure = "sum(order_completed.total)";
        assertThat(population()).contains(figure);

        pipe(topics.segmentDefinitions(), "best", null);
        letTimePass(Duration.ofSeconds(1));
        stored = stored.plus(Duration.ofHours(1));
        letTimePass(Duration.ofSeconds(30));

        assertThat(population()).doesNotContain(figure).contains("rfm.frequency");
    }

    private List<String> population() {
        List<String> names = new java.util.ArrayList<>();
        try (var all =
                driver.<String, byte[]>getKeyValueStore(Stores.POPULATION).all()) {
            all.forEachRemaining(entry -> names.add(entry.key));
        }
        return names;
    }

    @Test
    void shouldPutASketchThatIsNoneAmongTheDeadLetters() {
        Topic<String, PopulationSketch> sketches = topics.populationSketches();
        PopulationSketch damaged = PopulationSketch.of("rfm.frequency", 0, T0, new byte[] {1, 2, 3});

        driver.createInputTopic(
                        sketches.name(),
                        sketches.keySerde().serializer(),
                        sketches.valueSerde().serializer())
                .pipeInput(damaged.key(), damaged);

        Topic<byte[], byte[]> letters = topics.deadLetters();
        assertThat(driver.createOutputTopic(
                                letters.name(),
                                letters.keySerde().deserializer(),
                                letters.valueSerde().deserializer())
                        .readRecordsToList())
                .hasSize(1);
        assertThat(figures()).isEmpty();
    }

    private void customersWithOrders(int count) {
        for (int i = 0; i < count; i++) {
            order("c%02d".formatted(i), Integer.toString(10 + i));
        }
    }

    private void order(String user, String total, String... products) {
        ObjectNode properties =
                Json.object().put("order_id", "o-" + user).put("total", total).put("currency", "EUR");
        ArrayNode lines = properties.putArray("products");
        for (String product : products) {
            lines.addObject().put("product_id", product);
        }
        order(user, properties);
    }

    private void orderOf(String user, String category) {
        ObjectNode properties = Json.object();
        properties.putArray("products").addObject().put("product_id", "p").put("category", category);
        order(user, properties);
    }

    private void order(String user, ObjectNode properties) {
        stored = stored.plusMillis(1);
        ShopEvent event = new ShopEvent(
                "e-" + user + stored,
                ShopEvent.Kind.TRACK,
                "Order Completed",
                CustomerId.user(user),
                List.of(),
                user,
                null,
                stored,
                stored,
                "test",
                ShopEvent.Trust.SERVER,
                false,
                properties,
                Json.object(),
                Json.object());
        pipe(topics.orderEvents(), event.customer(), event);
    }

    private void letTimePass(Duration time) {
        Instant end = stored.plus(time);
        while (stored.isBefore(end)) {
            stored = stored.plusSeconds(1);
            driver.createInputTopic(
                            topics.clock().name(),
                            new ByteArraySerializer(),
                            topics.clock().valueSerde().serializer())
                    .pipeInput(new TestRecord<>(null, new Tick(stored, Map.of(), Map.of()), stored));
            driver.advanceWallClockTime(Duration.ofMillis(200));
        }
    }

    private void define(String id, String expression) {
        SegmentDefinition definition = new SegmentDefinition(id, 1, id, expression, Map.of(), null, stored);
        pipe(topics.segmentDefinitions(), id, definition);
    }

    private <K, V> void pipe(Topic<K, V> topic, K key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    private List<SegmentTransition> transitions(String segment) {
        Topic<CustomerId, SegmentTransition> topic = topics.transitions();
        return driver
                .createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readValuesToList()
                .stream()
                .filter(it -> it.segment().equals(segment))
                .toList();
    }

    private List<PopulationFigure> figures() {
        Topic<String, PopulationFigure> topic = topics.populationFigures();
        return driver.createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readValuesToList();
    }
}
