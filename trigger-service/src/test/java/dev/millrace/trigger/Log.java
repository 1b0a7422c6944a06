package dev.millrace.trigger;

import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka from outside: what a test writes to transitions, and what it finds on a topic. */
final class Log {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private static @Nullable Clients clients;

    private final String bootstrapServers;

    Log(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    static SegmentTransition transition(
            String id, Kind kind, String customer, String segment, Cause cause, Instant at) {
        CustomerId who = CustomerId.of(customer);
        return new SegmentTransition(id, kind, who, "1", segment, 1, at, at, cause, null, 1, List.of());
    }

    /** Entered because of an event, now. */
    static SegmentTransition entered(String id, String customer, String segment) {
        return transition(id, Kind.ENTERED, customer, segment, Cause.EVENT, TestClock.now());
    }

    static SegmentTransition exited(String id, String customer, String segment) {
        return transition(id, Kind.EXITED, customer, segment, Cause.EVENT, TestClock.now());
    }

    void write(SegmentTransition... transitions) {
        for (SegmentTransition transition : transitions) {
            send(TOPICS.transitions(), transition.customer(), transition);
        }
        clients().producer.flush();
    }

    <V> void write(Topic<CustomerId, V> topic, CustomerId customer, V value) {
        send(topic, customer, value);
        clients().producer.flush();
    }

    void writeBytes(String key, String value) {
        send(TOPICS.transitions().name(), bytes(key), bytes(value));
        clients().producer.flush();
    }

    private <V> void send(Topic<CustomerId, V> topic, CustomerId customer, V value) {
        send(
                topic.name(),
                bytes(customer.value()),
                topic.valueSerde().serializer().serialize(topic.name(), value));
    }

    private void send(String topic, byte[] key, byte[] value) {
        var unused = clients().producer.send(new ProducerRecord<>(topic, key, value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The commands about a customer on the marketing topic, in their order. */
    List<MessageCommand> commands(String customer) {
        Topic<CustomerId, MessageCommand> topic = TOPICS.marketingMessages();
        return read(topic.name()).stream()
                .filter(record -> customer.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
                .toList();
    }

    /** How many transitions the group has not committed yet. */
    long lag(String group) throws Exception {
        String topic = TOPICS.transitions().name();
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(kafka);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - (committed.get(end.getKey()) == null
                                    ? 0
                                    : committed.get(end.getKey()).offset()))
                    .sum();
        }
    }

    /** Everything on the topic now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return clients().reader.all(topic);
    }

    private Clients clients() {
        synchronized (Log.class) {
            if (clients == null || !clients.bootstrapServers.equals(bootstrapServers)) {
                if (clients != null) {
                    clients.close();
                }
                clients = new Clients(bootstrapServers);
            }
            return clients;
        }
    }

    /** Of one broker: making them anew for each record would take most of the time of many tests. */
    private static final class Clients {

        private final String bootstrapServers;
        private final KafkaProducer<byte[], byte[]> producer;
        private final TopicReader<byte[], byte[]> reader;

        private Clients(String bootstrapServers) {
            this.bootstrapServers = bootstrapServers;
            this.producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            this.reader = new TopicReader<>(bootstrapServers, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        private void close() {
            producer.close(Duration.ZERO);
            reader.close();
        }
    }
}
