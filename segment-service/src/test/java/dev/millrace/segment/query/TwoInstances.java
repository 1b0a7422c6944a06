package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Two processes of the service on one broker, for all tests of a run: each owns half of the partitions, and has copies of the other half. */
final class TwoInstances implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final List<String> USERS =
            IntStream.range(0, 40).mapToObj(i -> "u" + (100 + i)).toList();
    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private final Path folder;
    private final BackingServices kafka;
    private final List<Integer> ports = FreePorts.find(2);
    private final KafkaProducer<CustomerId, ShopEvent> producer;
    private final ServiceInstance one;
    private ServiceInstance two;

    /** Gives them to tests. */
    static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TwoInstances.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(TwoInstances.class))
                    .computeIfAbsent(TwoInstances.class, key -> start(), TwoInstances.class);
        }
    }

    private TwoInstances(Path folder) throws IOException {
        this.folder = folder;
        this.kafka = BackingServices.start(folder.resolve("kafka"), Set.of(BackingService.KAFKA));
        this.one = ServiceInstance.start(folder, "segment-a", ports.get(0), kafka.configuration());
        this.two = startTwo();
        this.producer = producer(TOPICS.siteEvents());
    }

    private static TwoInstances start() {
        try {
            TwoInstances started =
                    new TwoInstances(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "two-instances"));
            started.awaitHalves();
            started.fill();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceInstance startTwo() throws IOException {
        return ServiceInstance.start(folder, "segment-b", ports.get(1), kafka.configuration());
    }

    private void awaitHalves() {
        await().atMost(Duration.ofSeconds(120)).until(() -> one.isReady() && two.isReady());
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> owners(one).size() == 2 && owners(two).size() == 2);
    }

    private void fill() {
        put("viewers", "count(page_viewed) >= 1");
        USERS.forEach(user -> send("e-" + user, user, "Page Viewed"));
        producer.flush();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        one.get("/api/segments/viewers").path("count").asInt())
                .isEqualTo(USERS.size()));
    }

    ServiceInstance one() {
        return one;
    }

    ServiceInstance two() {
        return two;
    }

    KafkaProducer<CustomerId, ShopEvent> producer() {
        return producer;
    }

    /** Whatever a test did to one of them. */
    void requireBoth() throws IOException {
        if (!two.isRunning()) {
            two = startTwo();
        }
        awaitHalves();
    }

    void send(String event, String user, String name) {
        CustomerId id = CustomerId.user(user);
        ShopEvent viewed = Events.of(id, event, name, Events.T0, Json.object());
        producer.send(new ProducerRecord<>(TOPICS.siteEvents().name(), id, viewed));
    }

    void put(String segment, String expression) {
        assertThat(one.answer("/api/segments/" + segment, "PUT", Map.of("expression", expression))
                        .statusCode())
                .isEqualTo(200);
    }

    static Set<Integer> owners(ServiceInstance instance) {
        Set<Integer> partitions = new TreeSet<>();
        instance.get("/api/instances").path("instances").forEach(it -> {
            if (it.path("address").asText().equals(instance.address())) {
                it.path("active")
                        .forEach(partition ->
                                partitions.add(partition.path("partition").asInt()));
            }
        });
        return partitions;
    }

    static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(it -> it.path(field).asText())
                .toList();
    }

    private <V> KafkaProducer<CustomerId, V> producer(Topic<CustomerId, V> topic) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.configuration().get("kafka.bootstrap.servers"), "acks", "all"),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer());
    }

    @Override
    public void close() {
        producer.close();
        two.close();
        one.close();
        kafka.close();
    }
}
