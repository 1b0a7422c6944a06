package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.key.SourceBook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances that share their sources over a real broker. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class FollowedTopicTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final Topics topics = new Topics("sources-" + INSTALLATIONS.incrementAndGet() + ".");
    private final SourceBook book = new SourceBook(List.of());
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void makeTopic() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(settings)) {
            TopicSetup.ensure(admin, List.of(topics.ingestSources()), 3);
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldHaveAChangeInForceWhenItIsAnsweredAndSoonElsewhere() {
        SourceBook elsewhere = new SourceBook(List.of());
        try (FollowedTopic<IngestSource> here = started(book, this::consumer);
                FollowedTopic<IngestSource> there = started(elsewhere, this::consumer)) {
            here.put("app", source("app", "key-1")).toCompletableFuture().join();
            assertThat(book.byKey("key-1", T0)).isPresent();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> elsewhere.byKey("key-1", T0).isPresent());

            there.remove("app").toCompletableFuture().join();
            assertThat(elsewhere.all()).isEmpty();
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> book.all()
                    .isEmpty());
        }
    }

    @Test
    void shouldKnowNothingUntilAllWasReadAndThenAll() {
        try (FollowedTopic<IngestSource> before = started(book, this::consumer)) {
            before.put("a", source("a", "key-a")).toCompletableFuture().join();
            before.put("a", source("a", "key-b")).toCompletableFuture().join();
            before.put("gone", source("gone", "key-c")).toCompletableFuture().join();
            before.remove("gone").toCompletableFuture().join();
        }

        SourceBook later = new SourceBook(List.of());
        assertThat(later.complete()).isFalse();
        try (FollowedTopic<IngestSource> after = started(later, this::consumer)) {
            assertThat(after).isNotNull();
            assertThat(later.all()).containsExactly(source("a", "key-b"));
        }
    }

    @Test
    void shouldTryAgainUntilKafkaAnswers() {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<Consumer<byte[], byte[]>> awayTwice = () -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new KafkaException("away");
            }
            return consumer();
        };
        try (FollowedTopic<IngestSource> topic = started(book, awayTwice)) {
            topic.put("app", source("app", "key-1")).toCompletableFuture().join();
        }

        assertThat(attempts).hasValue(3);
        assertThat(book.byName("app")).isPresent();
    }

    @Test
    void shouldLeaveOutWhatIsNoSource() throws Exception {
        byte[] nonsense = "{\"name\":\"x\"".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topics.ingestSources().name(), FollowedTopic.PARTITION, nonsense, nonsense))
                .get();

        try (FollowedTopic<IngestSource> topic = started(book, this::consumer)) {
            topic.put("app", source("app", "key-1")).toCompletableFuture().join();
        }
        assertThat(book.all()).containsExactly(source("app", "key-1"));
    }

    private FollowedTopic<IngestSource> started(SourceBook into, Supplier<Consumer<byte[], byte[]>> consumers) {
        FollowedTopic<IngestSource> topic = new FollowedTopic<>(
                consumers, producer, topics.ingestSources(), sources -> into.store(sources.values()));
        topic.start();
        Awaitility.await().atMost(PATIENCE).until(into::complete);
        return topic;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static IngestSource source(String name, String key) {
        return new IngestSource(
                name,
                IngestSource.Kind.SERVER,
                List.of(new IngestSource.Key(ApiKeyHash.ofKey(key).sha256(), null)),
                Set.of(),
                null,
                null);
    }
}
