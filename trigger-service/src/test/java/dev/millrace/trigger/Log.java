package dev.millrace.trigger;

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
import java.util.ArrayList;
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

/** Kafka from outside: what a test writes to transitions, and what it finds on a topic. */
final class Log {

    static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;

    Log(String bootstrapServers) {
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
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
        Topic<CustomerId, SegmentTransition> topic = TOPICS.transitions();
        try (KafkaProducer<CustomerId, SegmentTransition> producer = new KafkaProducer<>(
                kafka, topic.keySerde().serializer(), topic.valueSerde().serializer())) {
            for (SegmentTransition transition : transitions) {
                producer.send(new ProducerRecord<>(topic.name(), transition.customer(), transition));
            }
        }
    }

    <V> void write(Topic<CustomerId, V> topic, CustomerId customer, V value) {
        try (KafkaProducer<CustomerId, V> producer = new KafkaProducer<>(
                kafka, topic.keySerde().serializer(), topic.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), customer, value));
        }
    }

    void writeBytes(String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    TOPICS.transitions().name(),
                    key.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8)));
        }
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
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }
}
