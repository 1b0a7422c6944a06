package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that write at the same moment, on a real broker: each shuts out the other, and neither loses. */
class BroadcastTest {

    private static final int PARTITIONS = 3;
    private static final int WRITTEN_BY_EACH = 15;

    private static final Topics TOPICS = new Topics("broadcast.");

    @TempDir
    Path folder;

    private final Topic<String, SegmentDefinition> topic = TOPICS.segmentDefinitions();
    private BackingServices broker;
    private String bootstrapServers;

    @BeforeEach
    void start() {
        broker = BackingServices.start(folder.resolve("broker"), Set.of(BackingService.KAFKA));
        bootstrapServers = broker.configuration().get("kafka.bootstrap.servers");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TopicSetup.ensure(admin, List.of(topic), PARTITIONS);
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void shouldLoseNothingAndKeepOneOrderInAllPartitions() throws Exception {
        together(one -> define(one, "one"), other -> define(other, "other"));

        List<String> order = keys(0);
        assertThat(order).contains(written("one")).contains(written("other"));
        assertThat(Set.copyOf(order)).hasSize(2 * WRITTEN_BY_EACH);
        for (int partition = 1; partition < PARTITIONS; partition++) {
            assertThat(keys(partition)).isEqualTo(order);
        }
    }

    @Test
    void shouldKeepOneOrderOfDefinitionsAndTheSettingsTheyAreReadBy() throws Exception {
        together(one -> define(one, "one"), this::set);

        List<String> order = keys(0);
        assertThat(order).contains(written("one"));
        assertThat(order).filteredOn(ShopSettings.KEY::equals).hasSizeGreaterThanOrEqualTo(WRITTEN_BY_EACH);
        for (int partition = 1; partition < PARTITIONS; partition++) {
            assertThat(keys(partition)).isEqualTo(order);
        }
    }

    @Test
    void shouldKeepOneOrderWhenTheyAreTwoProcesses() throws Exception {
        Process one = process("one");
        Process other = process("other");
        try {
            assertThat(one.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            one.destroyForcibly();
            other.destroyForcibly();
        }

        assertThat(List.of(one.exitValue(), other.exitValue()))
                .as(() -> log("one") + log("other"))
                .containsExactly(0, 0);
        List<String> order = keys(0);
        assertThat(order).contains(written("one")).contains(written("other"));
        for (int partition = 1; partition < PARTITIONS; partition++) {
            assertThat(keys(partition)).isEqualTo(order);
        }
    }

    private Process process(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Writer.class.getName(),
                        bootstrapServers,
                        name)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A process that writes definitions and then ends. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            try (BroadcastProducer producer = new BroadcastProducer(arguments[0], PARTITIONS)) {
                for (String key : written(arguments[1])) {
                    producer.write(TOPICS.segmentDefinitions(), key, definition(key));
                }
            }
        }
    }

    private void together(Consumer<Broadcast> one, Consumer<Broadcast> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch both = new CountDownLatch(2);
        try {
            Future<?> ones = threads.submit(() -> write(one, both));
            Future<?> others = threads.submit(() -> write(other, both));
            ones.get();
            others.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private Void write(Consumer<Broadcast> work, CountDownLatch both) throws InterruptedException {
        Broadcast broadcast = broadcast();
        try {
            both.countDown();
            both.await();
            work.accept(broadcast);
        } finally {
            broadcast.closeAll();
        }
        return null;
    }

    private void define(Broadcast broadcast, String name) {
        for (String key : written(name)) {
            broadcast.write(topic, key, definition(key));
        }
    }

    private static SegmentDefinition definition(String key) {
        return new SegmentDefinition(key, 1, key, "cart.count > 0", Map.of(), null, T0);
    }

    private void set(Broadcast broadcast) {
        for (int i = 0; i < WRITTEN_BY_EACH; i++) {
            broadcast.write(TOPICS.shopSettings(), ShopSettings.KEY, settings(i));
        }
    }

    private static ShopSettings settings(int number) {
        ObjectNode text = Json.object().put("updatedAt", T0.toString());
        text.putObject("values").put("number", number);
        return Json.mapper().convertValue(text, ShopSettings.class);
    }

    private static String[] written(String name) {
        return IntStream.range(0, WRITTEN_BY_EACH).mapToObj(i -> name + "-" + i).toArray(String[]::new);
    }

    private Broadcast broadcast() {
        SegmentConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SegmentConfig.class)
                .withDefaultValue("millrace.admin.key-sha256", "0".repeat(64))
                .withDefaultValue("millrace.topics.partitions", Integer.toString(PARTITIONS))
                .withDefaultValue("quarkus.http.host", "localhost")
                .withDefaultValue("quarkus.http.port", "0")
                .build()
                .getConfigMapping(SegmentConfig.class);
        return new Broadcast(config, bootstrapServers);
    }

    private List<String> keys(int partition) {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                topic.keySerde().deserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition place = new TopicPartition(topic.name(), partition);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).get(place);
            while (consumer.position(place) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys;
    }
}
