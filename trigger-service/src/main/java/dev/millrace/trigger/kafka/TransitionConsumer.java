package dev.millrace.trigger.kafka;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.flow.TransitionBatches;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hands batches of transitions on. Offsets are committed when a batch has been applied, which {@link Patience} sees to.
 */
@ApplicationScoped
public class TransitionConsumer {

    private static final String TRANSITIONS = "transitions";

    private final TransitionBatches batches;
    private final DeadLetters deadLetters;
    private final Patience patience;

    TransitionConsumer(TransitionBatches batches, DeadLetters deadLetters, Patience patience) {
        this.batches = batches;
        this.deadLetters = deadLetters;
        this.patience = patience;
    }

    @Incoming(TRANSITIONS)
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
        patience.untilDone(TRANSITIONS, () -> batches.apply(transitions));
        for (ConsumerRecord<byte[], byte[]> record : unreadable) {
            if (TransitionDecoder.decode(record.value()) instanceof Decoded.Undecodable undecodable) {
                patience.untilDone(TRANSITIONS, () -> deadLetters.put(record, undecodable.reason()));
            }
        }
    }
}
