package dev.millrace.ingest.kafka;

import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Topic;
import dev.millrace.ingest.key.SourceBook;
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
 * Reads the sources on a thread of its own, for as long as the service runs. When Kafka is away what was read last stays in
 * force, and reading begins anew once it is back. A record that is no source is left out.
 */
final class SourceFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SourceFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MILLIS = 500;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Topic<String, IngestSource> topic;
    private final SourceBook book;
    private final Thread thread = new Thread(this::run, "follow-sources");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting = new ConcurrentSkipListMap<>();
    private volatile long next = -1;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    SourceFollower(Supplier<Consumer<byte[], byte[]>> consumers, Topic<String, IngestSource> topic, SourceBook book) {
        this.consumers = consumers;
        this.topic = topic;
        this.book = book;
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
        TopicPartition partition = new TopicPartition(topic.name(), SourceTopic.PARTITION);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            reading = consumer;
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            Map<String, IngestSource> sources = new HashMap<>();
            while (closed.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> changes = consumer.poll(POLL);
                changes.forEach(record -> apply(record, sources));
                long position = consumer.position(partition);
                if (position >= end && (!changes.isEmpty() || !book.complete())) {
                    book.store(sources.values());
                }
                next = position;
                tell();
            }
        } catch (WakeupException e) {
            LOG.debug("event=sources-read-no-more");
        } catch (RuntimeException
                | Error e) { // whatever escaped would end the thread, and revoked keys would stay good
            LOG.warnf(
                    "event=sources-not-read reason=%s retry-ms=%d", e.getClass().getSimpleName(), PAUSE_MILLIS);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, Map<String, IngestSource> sources) {
        try {
            String name = topic.keySerde().deserializer().deserialize(topic.name(), record.key());
            IngestSource source = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (source == null) {
                sources.remove(name);
            } else {
                sources.put(name, source);
            }
        } catch (SerializationException e) {
            LOG.errorf("event=source-not-readable offset=%d", record.offset());
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
