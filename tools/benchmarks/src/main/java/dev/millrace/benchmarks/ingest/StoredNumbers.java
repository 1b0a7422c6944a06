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

/** Reads the log from where it ended once, and tells which events were not stored since. */
final class StoredNumbers {

    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrap;
    private final Map<TopicPartition, Long> starts;

    private StoredNumbers(String bootstrap, Map<TopicPartition, Long> starts) {
        this.bootstrap = bootstrap;
        this.starts = starts;
    }

    /** Of what is stored from now on: events of before may have the same numbers. */
    static StoredNumbers fromNowOn(String bootstrap, Topics topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(topics.siteEvents().name())
                    .stream()
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            return new StoredNumbers(bootstrap, consumer.endOffsets(partitions));
        }
    }

    long missing(BitSet expected) {
        BitSet missing = (BitSet) expected.clone();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
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

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
