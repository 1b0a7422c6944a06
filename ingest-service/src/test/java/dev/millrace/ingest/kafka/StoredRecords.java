package dev.millrace.ingest.kafka;

import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads all that is committed in a topic, up to what was there when asked. */
public final class StoredRecords {

    private StoredRecords() {}

    public static <K, V> List<ConsumerRecord<K, V>> of(String bootstrapServers, Topic<K, V> topic) {
        return of(bootstrapServers, topic, topic.name());
    }

    /** @param like how the records of all of them are written */
    static <K, V> List<ConsumerRecord<K, V>> of(String bootstrapServers, Topic<K, V> like, String... topics) {
        try (TopicReader<K, V> reader = new TopicReader<>(
                bootstrapServers,
                like.keySerde().deserializer(),
                like.valueSerde().deserializer())) {
            return reader.all(topics);
        }
    }
}
