package dev.millrace.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class LogPreparationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

    @Test
    void shouldTryAgainUntilKafkaAnswers() {
        AtomicInteger attempts = new AtomicInteger();
        Supplier<Admin> awayTwice = () -> {
            if (attempts.incrementAndGet() <= 2) {
                throw new KafkaException("away");
            }
            return admin();
        };
        try (Producer<byte[], byte[]> producer = producer();
                LogPreparation preparation =
                        new LogPreparation(awayTwice, producer, new Topics("late."), 2, broken::set)) {
            preparation.start();
            Awaitility.await().atMost(PATIENCE).until(preparation::ready);
        }

        assertThat(attempts).hasValue(3);
        assertThat(broken).hasNullValue();
    }

    @Test
    void shouldTryAgainAfterAnAnswerThatItCannotUse() {
        Iterator<KafkaException> answers = List.<KafkaException>of(
                        new TimeoutException("asking"), new TopicAuthorizationException("not yet yours"))
                .iterator();
        try (Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                ProducerSettings.of(bootstrapServers, Duration.ofSeconds(3), 1_000_000),
                                new ByteArraySerializer(),
                                new ByteArraySerializer()) {
                            @Override
                            public List<PartitionInfo> partitionsFor(String topic) {
                                if (answers.hasNext()) {
                                    throw answers.next();
                                }
                                return super.partitionsFor(topic);
                            }
                        };
                LogPreparation preparation =
                        new LogPreparation(this::admin, producer, new Topics("granted."), 2, broken::set)) {
            preparation.start();

            Awaitility.await().atMost(PATIENCE).until(preparation::ready);
        }
        assertThat(broken).hasNullValue();
    }

    @Test
    void shouldCallOtherPartitionsABrokenInstallation() {
        Topics topics = new Topics("broken.");
        try (Admin admin = admin()) {
            TopicSetup.ensure(admin, topics.all(), 2);
        }
        try (Producer<byte[], byte[]> producer = producer();
                LogPreparation preparation = new LogPreparation(this::admin, producer, topics, 3, broken::set)) {
            preparation.start();
            Awaitility.await().atMost(PATIENCE).until(() -> broken.get() != null);

            assertThat(preparation.ready()).isFalse();
        }

        assertThat(broken.get()).hasMessageContaining("millrace.topics.partitions");
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                ProducerSettings.of(bootstrapServers, Duration.ofSeconds(3), 1_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
