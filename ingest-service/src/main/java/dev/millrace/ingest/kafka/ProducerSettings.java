package dev.millrace.ingest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the producer is told to behave; {@link KafkaEventLog} relies on it. */
public final class ProducerSettings {

    private static final Duration KEEP_METADATA = Duration.ofDays(365);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private ProducerSettings() {}

    /** The producer's part of the time for an answer; what is left of it may be spent before, waiting for room. */
    static Duration deliveredWithin(Duration answerWithin) {
        return answerWithin.multipliedBy(3).dividedBy(4);
    }

    public static Map<String, Object> of(String bootstrapServers, Duration answerWithin, long maxBytes) {
        Duration delivery = deliveredWithin(answerWithin);
        long request = Math.max(1, delivery.toMillis() / 2);
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "millrace-ingest");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        // records and their batches together: the bound on waiting bytes is reached before the producer's own
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * maxBytes);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(delivery.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(request));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT.toMillis());
        // never block an event loop; so what is known of the topics must not be forgotten while a topic is quiet
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, KEEP_METADATA.toMillis());
        // nor while no broker answers: what comes then waits for it, as far as there is room, instead of being refused
        // at once
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        return settings;
    }
}
