package dev.millrace.segment.staff;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes what is asked for over HTTP into a topic by customer. What it returns from is stored. */
final class CustomerLog<V> {

    private static final int PATIENCE_MILLISECONDS = 5_000;

    private final Topic<CustomerId, V> topic;
    private final Map<String, Object> settings;
    private @Nullable Producer<CustomerId, V> producer;

    CustomerLog(Topic<CustomerId, V> topic, String bootstrapServers) {
        this.topic = topic;
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
     * @throws KafkaException if it was not stored, or nobody said so in time
     */
    void write(CustomerId customer, V value) {
        try {
            open().send(new ProducerRecord<>(topic.name(), customer, value))
                    .get(2L * PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while storing a record", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the record was not stored", e);
        }
    }

    /** Most instances are never asked to write. */
    private synchronized Producer<CustomerId, V> open() {
        Producer<CustomerId, V> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    settings, topic.keySerde().serializer(), topic.valueSerde().serializer());
            producer = open;
        }
        return open;
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }
}
