package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
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
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that write definitions at the same moment, on a real broker: each shuts out the other, and neither loses. */
class BroadcastTest {

    private static final int PARTITIONS = 3;
    private static final int WRITTEN_BY_EACH = 15;

    @TempDir
    Path folder;

    private final Topic<String, SegmentDefinition> topic = new Topics("broadcast.").segmentDefinitions();
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
        Broadcast one = broadcast();
        Broadcast other = broadcast();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch both = new CountDownLatch(2);
        try {
            Future<?> ones = threads.submit(() -> write(one, "one", both));
            Future<?> others = threads.submit(() -> write(other, "other", both));
            ones.get();
            others.get();
        } finally {
            threads.shutdownNow();
            one.closeAll();
            other.closeAll();
        }

        List<String> order = keys(0);
        assertThat(order).contains(written("one")).contains(written("other"));
        assertThat(Set.copyOf(order)).hasSize(2 * WRITTEN_BY_EACH);
        for (int partition = 1; partition < PARTITIONS; partition++) {
            assertThat(keys(partition)).isEqualTo(order);
        }
    }

    private Void write(Broadcast broadcast, String name, CountDownLatch both) throws InterruptedException {
        both.countDown();
        both.await();
        for (String key : written(name)) {
            broadcast.write(topic, key, new SegmentDefinition(key, 1, key, "cart.count > 0", Map.of(), null, T0));
        }
        return null;
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
        try (KafkaConsumer<String, SegmentDefinition> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer())) {
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
