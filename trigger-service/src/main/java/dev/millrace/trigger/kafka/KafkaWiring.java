package dev.millrace.trigger.kafka;

import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.trigger.TopicsConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer of this service, and the topics it needs: they are there before anything is consumed. */
@ApplicationScoped
class KafkaWiring {

    /** Above every consumer's start. */
    private static final int BEFORE_CONSUMERS = 1;

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;

    KafkaWiring(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    void ensureTopics(@Observes @Priority(BEFORE_CONSUMERS) StartupEvent event, Topics topics, TopicsConfig config) {
        try (Admin admin = Admin.create(kafka)) {
            TopicSetup.ensure(
                    admin,
                    List.of(
                            topics.transitions(),
                            topics.eventWatches(),
                            topics.links(),
                            topics.erasures(),
                            topics.profileEvents(),
                            topics.engagementEvents(),
                            topics.marketingMessages(),
                            topics.transactionalMessages(),
                            topics.deadLetters()),
                    config.partitions());
        }
    }

    @Produces
    @Singleton
    Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void close(@Disposes Producer<byte[], byte[]> producer) {
        producer.close(CLOSE);
    }
}
