package dev.millrace.benchmarks.segment;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How many bytes the service keeps of a customer, read from the newest that it wrote into its log: of each customer several
 * records, because one is larger the more of the newest events lie in it.
 */
final class StateSize {

    private static final int RECORDS = 100_000;
    private static final Duration POLL = Duration.ofSeconds(2);

    private StateSize() {}

    static int of(Installation installation) {
        String topic = installation.prefix() + "segment-service-customers-changelog";
        List<TopicPartition> places = IntStream.range(0, Lab.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        LongSummaryStatistics sizes = new LongSummaryStatistics();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        installation.lab().bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(places);
            consumer.endOffsets(places).forEach((place, end) -> consumer.seek(place, Math.max(0, end - RECORDS)));
            for (var polled = consumer.poll(POLL); !polled.isEmpty(); polled = consumer.poll(POLL)) {
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    sizes.accept(Math.max(0, record.serializedValueSize()));
                }
            }
        }
        return Math.max(1, (int) sizes.getAverage());
    }
}
