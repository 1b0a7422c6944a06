package dev.millrace.ingest.kafka;

import dev.millrace.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic on a thread of its own, for as long as the service runs. When Kafka is away what was read last stays in
 * force, and reading begins anew once it is back. A record that can't be read is left out.
 */
final class Follower<V> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Topic<String, V> topic;
    private final java.util.function.Consumer<Map<String, V>> inForce;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    private volatile long next = -1;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    Follower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Topic<String, V> topic,
            java.util.function.Consumer<Map<String, V>> inForce) {
        this.consumers = consumers;
        this.topic = topic;
        this.inForce = inForce;
        this.thread = new Thread(this::run, "follow-" + topic.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Completes when the record at this offset is in force here. */
    void whenRead(long offset, CompletableFuture<Void> read) {
        waiting.put(offset, read);
        tell();
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        TopicPartition partition = new TopicPartition(topic.name(), FollowedTopic.PARTITION);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reading = consumer;
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Map<String, V> values = new HashMap<>();
            boolean told = false;
            while (closed.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> changes = consumer.poll(POLL);
                changes.forEach(record -> apply(record, values));
                long position = consumer.position(partition);
                if (position >= end && (!changes.isEmpty() || !told)) {
                    inForce.accept(Map.copyOf(values));
                    told = true;
                }
                next = position;
                tell();
            }
        } catch (WakeupException e) {
            LOG.debugf("event=topic-read-no-more topic=%s", topic.name());
        } catch (RuntimeException
                | Error e) { // whatever escaped would end the thread, and revoked keys would stay good
            LOG.warnf(
                    "event=topic-not-read topic=%s reason=%s retry-ms=%d",
                    topic.name(), e.getClass().getSimpleName(), PAUSE_MILLIS);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, Map<String, V> values) {
        try {
            String name = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
            V value = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        } catch (SerializationException e) {
            LOG.errorf("event=value-not-readable topic=%s offset=%d", topic.name(), record.offset());
        }
    }

    private void tell() {
        var read = waiting.headMap(next, false);
        read.values().forEach(one -> one.complete(null));
        read.clear();
    }

    @Override
    public void close() {
        closed.countDown();
        Consumer<byte[], byte[]> current = reading;
        if (current != null) {
            current.wakeup();
        }
    }
}
