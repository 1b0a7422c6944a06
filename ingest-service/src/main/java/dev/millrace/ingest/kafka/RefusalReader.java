package dev.millrace.ingest.kafka;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the newest of {@code dead-letters} for what producers sent. Looks at the last {@value #LOOKED_AT} records of
 * each partition and no further, so that the question stays cheap whatever lies there; blocks its caller.
 */
public final class RefusalReader {

    static final int LOOKED_AT = 2_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_POLLS = 50;
    private static final Comparator<Found> OLDEST_FIRST =
            Comparator.<Found, Instant>comparing(one -> one.refusal().at()).thenComparing(Found::offset);

    /** Several may be stored in one millisecond. */
    private record Found(Refusal refusal, long offset) {}

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;

    public RefusalReader(Supplier<Consumer<byte[], byte[]>> consumers, Topics topics) {
        this.consumers = consumers;
        this.topic = topics.deadLetters().name();
    }

    /** Newest first. */
    public List<Refusal> newest(Optional<String> source, int limit) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            partitions.forEach(partition -> consumer.seek(
                    partition,
                    Math.max(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - LOOKED_AT)));
            return read(consumer, ends, source, limit).stream()
                    .sorted(OLDEST_FIRST.reversed())
                    .map(Found::refusal)
                    .toList();
        }
    }

    /** Holds no more than is asked for, for each may be large. */
    private static Queue<Found> read(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Optional<String> source, int limit) {
        Queue<Found> newest = new PriorityQueue<>(OLDEST_FIRST);
        for (int polls = 0; polls < MOST_POLLS && !reached(consumer, ends); polls++) {
            consumer.poll(POLL).forEach(record -> refusal(record)
                    .filter(one -> source.isEmpty() || one.source().equals(source.get()))
                    .ifPresent(one -> {
                        newest.add(new Found(one, record.offset()));
                        if (newest.size() > limit) {
                            newest.remove();
                        }
                    }));
        }
        return newest;
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Empty for what a service could not read from a topic: that lies here, too. */
    private static Optional<Refusal> refusal(ConsumerRecord<byte[], byte[]> record) {
        String source = header(record, DeadLetter.SOURCE);
        if (source == null) {
            return Optional.empty();
        }
        String index = header(record, DeadLetter.INDEX);
        byte[] sent = record.value() == null ? new byte[0] : record.value();
        return Optional.of(new Refusal(
                Instant.ofEpochMilli(record.timestamp()),
                source,
                Optional.ofNullable(header(record, DeadLetter.CODE)).orElse(""),
                Optional.ofNullable(header(record, DeadLetter.REASON)).orElse(""),
                index == null ? null : Integer.valueOf(index),
                new String(sent, StandardCharsets.UTF_8)));
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
