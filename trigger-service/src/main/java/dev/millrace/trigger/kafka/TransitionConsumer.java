package dev.millrace.trigger.kafka;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.flow.TransitionBatches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hands batches of transitions on. Offsets are committed when a batch has been applied; while it can't be (PostgreSQL or
 * Kafka away) this method does not return, so nothing more is fetched and nothing is lost.
 */
@ApplicationScoped
public class TransitionConsumer {

    private static final Logger LOG = Logger.getLogger(TransitionConsumer.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final TransitionBatches batches;
    private final DeadLetters deadLetters;
    private final Consumption consumption;
    private final Counter retries;
    private final CountDownLatch stopping = new CountDownLatch(1);

    TransitionConsumer(
            TransitionBatches batches, DeadLetters deadLetters, Consumption consumption, MeterRegistry registry) {
        this.batches = batches;
        this.deadLetters = deadLetters;
        this.consumption = consumption;
        this.retries = registry.counter("millrace.trigger.transitions.retries");
    }

    @Incoming("transitions")
    @Blocking
    public void consume(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<SegmentTransition> transitions = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (TransitionDecoder.decode(record.value()) instanceof Decoded.Transition decoded) {
                transitions.add(decoded.transition());
            } else {
                unreadable.add(record);
            }
        }
        untilDone(() -> batches.apply(transitions));
        for (ConsumerRecord<byte[], byte[]> record : unreadable) {
            if (TransitionDecoder.decode(record.value()) instanceof Decoded.Undecodable undecodable) {
                untilDone(() -> deadLetters.put(record, undecodable.reason()));
            }
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    private void untilDone(Runnable work) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                work.run();
                consumption.goesOn();
                return;
            } catch (RuntimeException e) {
                retries.increment();
                consumption.paused(e.getClass().getSimpleName() + " while applying transitions");
                LOG.warnf("event=transitions-paused pause_ms=%d reason=\"%s\"", pause, e);
                if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }
}
