package dev.millrace.segment.stream;

import dev.millrace.contract.BroadcastProducer;
import dev.millrace.contract.Topic;
import dev.millrace.segment.SegmentConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes what all tasks need: see {@link BroadcastProducer}. */
@Singleton
public class Broadcast {

    private final BroadcastProducer producer;

    Broadcast(SegmentConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.producer = new BroadcastProducer(bootstrapServers, config.topics().partitions());
    }

    /**
     * @param value null deletes
     * @throws KafkaException if it was not written, or the broker did not say so in time
     */
    public <V> void write(Topic<String, V> topic, String key, @Nullable V value) {
        producer.write(topic, key, value);
    }

    @PreDestroy
    void closeAll() {
        producer.close();
    }
}
