package dev.millrace.segment.stream.ticks;

import dev.millrace.segment.time.Gap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether any record lies at the offset that time waits for. Event topics are written without transactions, but
 * who writes them with one leaves offsets that no record carries, and the task would wait for those until the next event.
 */
final class EmptyOffsets {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private @Nullable Consumer<byte[], byte[]> open;

    EmptyOffsets(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    static EmptyOffsets of(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                1,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000);
        return new EmptyOffsets(
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** The gap that starts at the offset, if it is known to be one: a transaction under way may yet leave records there. */
    Optional<Gap> at(TopicPartition place, long offset) {
        Consumer<byte[], byte[]> consumer = consumer();
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        long next = records.isEmpty()
                ? consumer.position(place)
                : records.iterator().next().offset();
        return next > offset ? Optional.of(new Gap(place.topic(), offset, next)) : Optional.empty();
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = open;
        if (known == null) {
            known = consumers.get();
            open = known;
        }
        return known;
    }

    /** Until somebody asks again: a service that is behind asks about many places, and seldom otherwise. */
    void disconnect() {
        Consumer<byte[], byte[]> known = open;
        open = null;
        if (known != null) {
            known.close();
        }
    }
}
