package dev.millrace.ingest.kafka;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.tracking.EventTopic;
import dev.millrace.ingest.tracking.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stores events with Kafka's producer: acknowledged by all replicas, idempotent, in order for each customer and topic.
 *
 * <p>The bytes that wait for acknowledgement are bounded: past the bound nothing more is taken, nor is anything
 * serialised that could not be taken. Only a part of them lies with the producer, see {@link SendWindow}. The producer never
 * blocks its caller ({@code max.block.ms=0}), for callers are event loops; what it can't take at once fails at once. An
 * acknowledgement that does not come within {@code delivery.timeout.ms} fails, so every request ends.
 */
public final class KafkaEventLog implements EventLog {

    /** What of the bytes that may wait lies with the producer at a time: more than any broker lets lie for long. */
    private static final int WINDOW_SHARE = 8;

    private final SendWindow window;
    private final Map<EventTopic, Topic<CustomerId, ShopEvent>> topics;
    private final long maxBytes;
    private final AtomicLong waitingBytes = new AtomicLong();

    /** @param answerWithin the producer's settings are those for the same time */
    public KafkaEventLog(Producer<byte[], byte[]> producer, Topics topics, long maxBytes, Duration answerWithin) {
        Duration patience = answerWithin.minus(ProducerSettings.deliveredWithin(answerWithin));
        this.window = new SendWindow(producer, maxBytes / WINDOW_SHARE, patience, System::nanoTime);
        this.topics = new EnumMap<>(Map.of(
                EventTopic.SITE, topics.siteEvents(),
                EventTopic.CART, topics.cartEvents(),
                EventTopic.ORDER, topics.orderEvents(),
                EventTopic.PROFILE, topics.profileEvents()));
        this.maxBytes = maxBytes;
    }

    /** Bytes of events sent to Kafka and not yet acknowledged or failed. */
    public long waitingBytes() {
        return waitingBytes.get();
    }

    @Override
    public CompletionStage<Result> append(List<Reading.Accepted> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(Result.STORED);
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
        long bytes = 0;
        for (Reading.Accepted accepted : events) {
            ProducerRecord<byte[], byte[]> written = record(accepted);
            bytes += written.key().length + written.value().length;
            if (bytes > maxBytes) {
                return CompletableFuture.completedFuture(Result.TOO_BIG);
            }
            if (waitingBytes.get() + bytes > maxBytes) {
                return CompletableFuture.completedFuture(Result.OVERLOADED);
            }
            records.add(written);
        }
        if (waitingBytes.addAndGet(bytes) > maxBytes) {
            waitingBytes.addAndGet(-bytes);
            return CompletableFuture.completedFuture(Result.OVERLOADED);
        }
        long taken = bytes;
        return window.send(records, taken).thenApply(outcome -> {
            waitingBytes.addAndGet(-taken);
            return outcome;
        });
    }

    private ProducerRecord<byte[], byte[]> record(Reading.Accepted accepted) {
        Topic<CustomerId, ShopEvent> topic = Objects.requireNonNull(topics.get(accepted.topic()));
        ShopEvent event = accepted.event();
        return new ProducerRecord<>(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), event.customer()),
                topic.valueSerde().serializer().serialize(topic.name(), event));
    }
}
