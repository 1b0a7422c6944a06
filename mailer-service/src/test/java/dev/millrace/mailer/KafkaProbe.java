package dev.millrace.mailer;

import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The other services, seen from the mailer: writes requests, reads everything that was published. */
final class KafkaProbe implements AutoCloseable {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicReader<byte[], byte[]> reader;

    KafkaProbe(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        this.reader = new TopicReader<>(bootstrapServers, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void command(MessageClass messageClass, MessageCommand command) {
        Topic<?, MessageCommand> topic = topic(messageClass);
        byte[] value = topic.valueSerde().serializer().serialize(topic.name(), command);
        bytes(topic.name(), command.customer().value(), value);
    }

    void request(MessageRequested request) {
        command(request.messageClass(), request);
    }

    void bytes(String topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<EngagementEvent> engagement(String message) {
        return read(TOPICS.engagementEvents()).stream()
                .filter(event -> event.message().equals(message))
                .toList();
    }

    List<ShopEvent> profile() {
        return read(TOPICS.profileEvents());
    }

    static Topic<?, MessageCommand> topic(MessageClass messageClass) {
        return messageClass == MessageClass.MARKETING ? TOPICS.marketingMessages() : TOPICS.transactionalMessages();
    }

    private <V> List<V> read(Topic<?, V> topic) {
        return records(topic.name()).stream()
                .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return reader.all(topic);
    }

    @Override
    public void close() {
        producer.close();
        reader.close();
    }
}
