package dev.millrace.quickstart.endtoend;

import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.quickstart.platform.Platform;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads topics as an outsider does: committed records only, from the start to the end. */
final class Log {

    private final String bootstrapServers;
    final Topics topics = new Topics(Topics.DEFAULT_PREFIX);

    Log(Platform platform) {
        this.bootstrapServers = platform.kafkaBootstrap();
    }

    <K, V> List<V> all(Topic<K, V> topic) {
        try (TopicReader<K, V> reader = new TopicReader<>(
                bootstrapServers,
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer())) {
            return reader.all(topic.name()).stream().map(ConsumerRecord::value).toList();
        }
    }
}
