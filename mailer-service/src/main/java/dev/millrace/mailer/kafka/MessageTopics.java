package dev.millrace.mailer.kafka;

import dev.millrace.contract.MessageCommand;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads the message topics, each with a consumer of its own, so that transactional messages never wait behind marketing.
 * A batch returns, and its offsets are committed, when each record stands in the ledger or in the dead letters. While
 * MongoDB or Kafka is away it waits here and does not lose its place.
 */
@ApplicationScoped
class MessageTopics {

    private static final Logger LOG = Logger.getLogger(MessageTopics.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final MessageCommands commands;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);

    MessageTopics(MessageCommands commands, DeadLetters deadLetters, MeterRegistry meters) {
        this.commands = commands;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    @Incoming("transactional")
    @Blocking("transactional-requests")
    void transactional(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        storeAll(records);
    }

    @Incoming("marketing")
    @Blocking("marketing-requests")
    void marketing(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        storeAll(records);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void storeAll(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            untilDone(record);
        }
    }

    private void untilDone(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        while (true) {
            try {
                store(record);
                return;
            } catch (RuntimeException e) {
                meters.counter("millrace.mailer.failures", "action", "consume").increment();
                LOG.warnf(
                        "event=failed action=consume topic=%s partition=%d offset=%d error=%s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getClass().getName());
                if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    private void store(ConsumerRecord<byte[], byte[]> record) {
        MessageCommand command;
        try {
            command = commands.read(record.topic(), record.value());
        } catch (SerializationException e) {
            deadLetters.put(record, String.valueOf(e.getMessage()));
            return;
        }
        commands.apply(command);
    }
}
