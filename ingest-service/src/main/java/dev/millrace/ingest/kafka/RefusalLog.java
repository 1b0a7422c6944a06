package dev.millrace.ingest.kafka;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes what was refused to {@code dead-letters}, as well as it can: nobody waits for it, and when Kafka is slow it is left
 * out rather than kept in memory. The key is the source, so that what was refused of one stays in order.
 */
public final class RefusalLog {

    /** What was longer is cut; the reason and the beginning tell enough. */
    public static final int MAX_BYTES = 32 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final long maxWaiting;
    private final AtomicLong waiting = new AtomicLong();

    public RefusalLog(Producer<byte[], byte[]> producer, Topics topics, long maxWaiting) {
        this.producer = producer;
        this.topic = topics.deadLetters().name();
        this.maxWaiting = maxWaiting;
    }

    /** @return whether it is on its way */
    public boolean keep(String source, String code, String reason, int index, byte[] sent) {
        byte[] kept = sent.length > MAX_BYTES ? Arrays.copyOf(sent, MAX_BYTES) : sent;
        if (waiting.get() + kept.length > maxWaiting) {
            return false;
        }
        waiting.addAndGet(kept.length);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            topic,
                            null,
                            null,
                            source.getBytes(StandardCharsets.UTF_8),
                            kept,
                            DeadLetter.refusal(source, code, reason, index, sent.length)),
                    (metadata, failure) -> waiting.addAndGet(-kept.length));
            return true;
        } catch (KafkaException | IllegalStateException e) {
            waiting.addAndGet(-kept.length);
            return false;
        }
    }
}
