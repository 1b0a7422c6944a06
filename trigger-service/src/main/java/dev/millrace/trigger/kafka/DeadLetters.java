package dev.millrace.trigger.kafka;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Puts a record that can't be read where people find it, with its key and bytes as they came. */
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Counter counter;

    DeadLetters(Producer<byte[], byte[]> producer, Topics topics, MeterRegistry registry) {
        this.producer = producer;
        this.topic = topics.deadLetters().name();
        this.counter = registry.counter("millrace.trigger.dead.letters");
    }

    /** Returns when Kafka has it; the same record may come here again if the batch is read again. */
    void put(ConsumerRecord<byte[], byte[]> from, String reason) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                null,
                from.key(),
                from.value(),
                DeadLetter.headers(reason, from.topic(), from.partition(), from.offset()));
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("writing a dead letter failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a dead letter", e);
        }
        counter.increment();
        LOG.warnf("event=dead-letter topic=%s partition=%d offset=%d", from.topic(), from.partition(), from.offset());
    }
}
