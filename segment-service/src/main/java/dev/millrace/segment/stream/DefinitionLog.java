package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes a definition once to each partition, all or none, in one transaction. */
@Singleton
public class DefinitionLog {

    private final Topic<String, SegmentDefinition> topic;
    private final int partitions;
    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<String, SegmentDefinition> producer;

    DefinitionLog(
            Topics topics,
            SegmentConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.topic = topics.segmentDefinitions();
        this.partitions = config.topics().partitions();
        this.settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                config.topics().prefix() + "definitions-" + UUID.randomUUID(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000);
    }

    /**
     * @param definition null deletes
     * @throws KafkaException if it was not written, or the broker did not say so in time
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if one of them did
    public synchronized void write(String id, @Nullable SegmentDefinition definition) {
        try {
            KafkaProducer<String, SegmentDefinition> open = open();
            open.beginTransaction();
            for (int partition = 0; partition < partitions; partition++) {
                open.send(new ProducerRecord<>(topic.name(), partition, id, definition));
            }
            open.commitTransaction();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    private KafkaProducer<String, SegmentDefinition> open() {
        KafkaProducer<String, SegmentDefinition> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(
                    settings, new StringSerializer(), topic.valueSerde().serializer());
            producer = open;
            open.initTransactions();
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
            producer = null;
        }
    }
}
