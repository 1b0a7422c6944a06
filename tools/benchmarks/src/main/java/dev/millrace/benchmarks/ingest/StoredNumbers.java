package dev.millrace.benchmarks.ingest;

import dev.millrace.contract.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the log from its start and tells which events do not stand in it. */
final class StoredNumbers {

    private static final Duration POLL = Duration.ofMillis(500);

    private StoredNumbers() {}

    static long missing(String bootstrap, Topics topics, BitSet expected) {
        BitSet missing = (BitSet) expected.clone();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(topics.siteEvents().name())
                    .stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(stored -> {
                    long number = Template.numberIn(stored.value());
                    if (number >= 0) {
                        missing.clear(Math.toIntExact(number));
                    }
                });
            }
        }
        return missing.cardinality();
    }
}
