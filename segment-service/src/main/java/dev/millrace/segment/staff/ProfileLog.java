package dev.millrace.segment.staff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes what staff say into {@code events.profile}. What it returns is stored. */
@Singleton
public class ProfileLog {

    private static final int PATIENCE_MILLISECONDS = 5_000;

    private final Topic<CustomerId, ShopEvent> topic;
    private final StaffEvents events;
    private final Map<String, Object> settings;
    private @Nullable Producer<CustomerId, ShopEvent> producer;

    ProfileLog(
            Topics topics,
            InstantSource time,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = topics.profileEvents();
        this.events = new StaffEvents(time);
        this.settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLISECONDS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLISECONDS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLISECONDS);
    }

    /**
     * @return the id of the event
     * @throws KafkaException if it was not stored, or nobody said so in time
     */
    public String tag(CustomerId customer, @Nullable String userId, String tag, boolean added) {
        return write(events.tag(customer, userId, tag, added));
    }

    /** The same for traits; null takes a trait away. */
    public String traits(CustomerId customer, @Nullable String userId, ObjectNode traits) {
        return write(events.traits(customer, userId, traits));
    }

    private String write(ShopEvent event) {
        try {
            open().send(new ProducerRecord<>(topic.name(), event.customer(), event))
                    .get(2L * PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
            return event.id();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while storing an event", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the event was not stored", e);
        }
    }

    /** Most instances are never asked to write. */
    private synchronized Producer<CustomerId, ShopEvent> open() {
        Producer<CustomerId, ShopEvent> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    settings, topic.keySerde().serializer(), topic.valueSerde().serializer());
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
