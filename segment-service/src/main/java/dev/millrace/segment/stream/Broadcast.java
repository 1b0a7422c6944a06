package dev.millrace.segment.stream;

import dev.millrace.contract.Topic;
import dev.millrace.segment.SegmentConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record of a broadcast topic once to each partition, all or none, in one transaction. A topic has one transactional id
 * in the whole installation: an instance that writes shuts out the one that wrote before, which opens anew when its turn comes.
 * So every partition has the records in the same order, and what the order decides is decided alike everywhere.
 */
@Singleton
public class Broadcast {

    /** How often another instance may come in between before we give up. */
    private static final int ATTEMPTS = 5;

    private final String bootstrapServers;
    private final int partitions;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();

    Broadcast(SegmentConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.partitions = config.topics().partitions();
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * @param value null deletes
     * @throws KafkaException if it was not written, or the broker did not say so in time
     */
    public synchronized <V> void write(Topic<String, V> topic, String key, @Nullable V value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        byte[] valueBytes = topic.valueSerde().serializer().serialize(topic.name(), value);
        for (int attempt = 1; true; attempt++) {
            try {
                writeOnce(topic.name(), keyBytes, valueBytes);
                return;
            } catch (ProducerFencedException | InvalidProducerEpochException another) {
                close(topic.name());
                if (attempt == ATTEMPTS) {
                    throw another;
                }
            } catch (KafkaException e) {
                close(topic.name());
                throw e;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if one of them did
    private void writeOnce(String topic, byte[] key, byte @Nullable [] value) {
        KafkaProducer<byte[], byte[]> producer = open(topic);
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
            producer.send(new ProducerRecord<>(topic, partition, key, value));
        }
        producer.commitTransaction();
    }

    private KafkaProducer<byte[], byte[]> open(String topic) {
        KafkaProducer<byte[], byte[]> known = producers.get(topic);
        if (known != null) {
            return known;
        }
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic + "-broadcast",
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producers.put(topic, opened);
        opened.initTransactions();
        return opened;
    }

    private void close(String topic) {
        KafkaProducer<byte[], byte[]> producer = producers.remove(topic);
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    @PreDestroy
    synchronized void closeAll() {
        List.copyOf(producers.keySet()).forEach(this::close);
    }
}
