package dev.millrace.trigger.kafka;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.trigger.flow.TransitionBatches;
import dev.millrace.trigger.store.StoreFailure;
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
        List<Read> readable = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> unreadable = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (TransitionDecoder.decode(record.value()) instanceof Decoded.Transition decoded) {
                readable.add(new Read(record, decoded.transition()));
            } else {
                unreadable.add(record);
            }
        }
        patience.untilDone(TRANSITIONS, () -> apply(readable));
        for (ConsumerRecord<byte[], byte[]> record : unreadable) {
            if (TransitionDecoder.decode(record.value()) instanceof Decoded.Undecodable undecodable) {
                patience.untilDone(TRANSITIONS, () -> deadLetters.put(record, undecodable.reason()));
            }
        }
    }

    private record Read(ConsumerRecord<byte[], byte[]> record, SegmentTransition transition) {}

    /** One that PostgreSQL will never take does not hold up the others: it is found by halves, and put aside. */
    private void apply(List<Read> read) {
        try {
            batches.apply(read.stream().map(Read::transition).toList());
        } catch (RuntimeException e) {
            if (!StoreFailure.isOfValues(e)) {
                throw e;
            }
            if (read.size() == 1) {
                deadLetters.put(read.get(0).record(), "a SegmentTransition with values that can't be stored");
            } else {
                apply(read.subList(0, read.size() / 2));
                apply(read.subList(read.size() / 2, read.size()));
            }
        }
    }
}
