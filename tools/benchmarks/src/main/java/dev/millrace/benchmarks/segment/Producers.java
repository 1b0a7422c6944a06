package dev.millrace.benchmarks.segment;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers as ingest-service has them: idempotent, and sure that the broker has it. */
final class Producers {

    private static final int LARGE_BATCH = 128 << 10;

    private Producers() {}

    /** For as much as possible. */
    static KafkaProducer<byte[], byte[]> fast(String bootstrap) {
        return make(bootstrap, 5, LARGE_BATCH);
    }

    /** For each record at once. */
    static KafkaProducer<byte[], byte[]> prompt(String bootstrap) {
        return make(bootstrap, 0, 16 << 10);
    }

    private static KafkaProducer<byte[], byte[]> make(String bootstrap, int lingerMillis, int batchBytes) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, lingerMillis,
                        ProducerConfig.BATCH_SIZE_CONFIG, batchBytes),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
