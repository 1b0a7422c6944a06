package dev.millrace.contract;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of broadcast topics once to each partition, all or none, in one transaction. A topic has one transactional id
 * in the whole installation: an instance that writes shuts out the one that wrote before, which opens anew when its turn comes.
 * So every partition has the records in the same order, and what the order decides is decided alike everywhere.
 *
 * <p>Brokers have several words for "another came in between", and not all of them say whether the records are there. Then they
 * are written again: what is told twice in a row is told once.
 */
public final class BroadcastProducer implements AutoCloseable {

    /** How often another instance may come in between before we give up. */
    private static final int ATTEMPTS = 5;

    private static final int PATIENCE_MILLIS = 10_000;

    private final String bootstrapServers;
    private final int partitions;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();

    public BroadcastProducer(String bootstrapServers, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
    }

    /**
     * @param value null deletes
     * @throws KafkaException if it was not written, or the broker did not say so in time
     */
    public <V> void write(Topic<String, V> topic, String key, @Nullable V value) {
        write(topic, List.of(new Entry<>(key, value)));
    }

    /** The same of several records, in this order. */
    public synchronized <V> void write(Topic<String, V> topic, List<Entry<V>> entries) {
        List<Bytes> records =
                entries.stream().map(entry -> Bytes.of(topic, entry)).toList();
        for (int attempt = 1; true; attempt++) {
            try {
                writeOnce(topic.name(), records);
                return;
            } catch (TimeoutException away) {
                close(topic.name());
                throw away;
            } catch (KafkaException another) {
                close(topic.name());
                if (attempt == ATTEMPTS) {
                    throw another;
                }
            }
        }
    }

    /**
     * Writes what is decided while nobody else can write unnoticed: if another instance comes in between, nothing is written.
     * So what the decision read from the topic's end still holds when its outcome stands there.
     *
     * @return whether it was written
     * @throws KafkaException if the decision does
     */
    public synchronized <V> boolean writeUnlessAnother(Topic<String, V> topic, Supplier<List<Entry<V>>> decision) {
        try {
            open(topic.name());
        } catch (KafkaException another) {
            close(topic.name());
            return false;
        }
        List<Bytes> records =
                decision.get().stream().map(entry -> Bytes.of(topic, entry)).toList();
        try {
            if (!records.isEmpty()) {
                writeOnce(topic.name(), records);
            }
            return true;
        } catch (KafkaException another) {
            close(topic.name());
            return false;
        }
    }

    /** One record; without a value it deletes. */
    public record Entry<V>(String key, @Nullable V value) {}

    private record Bytes(byte[] key, byte @Nullable [] value) {

        static <V> Bytes of(Topic<String, V> topic, Entry<V> entry) {
            return new Bytes(
                    topic.keySerde().serializer().serialize(topic.name(), entry.key()),
                    topic.valueSerde().serializer().serialize(topic.name(), entry.value()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if one of them did
    private void writeOnce(String topic, List<Bytes> records) {
        KafkaProducer<byte[], byte[]> producer = open(topic);
        producer.beginTransaction();
        for (Bytes record : records) {
            for (int partition = 0; partition < partitions; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, record.key(), record.value()));
            }
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
                        PATIENCE_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE_MILLIS),
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

    @Override
    public synchronized void close() {
        List.copyOf(producers.keySet()).forEach(this::close);
    }
}
