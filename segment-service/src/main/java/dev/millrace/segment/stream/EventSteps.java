package dev.millrace.segment.stream;

import dev.millrace.contract.Topics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The way of an event into its customer, step by step, wherever in the log it comes from. */
final class EventSteps {

    private final FoldEvent fold;

    EventSteps(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.fold = new FoldEvent(context, task, topics);
    }

    void take(Arrival arrival) {
        fold.fold(arrival);
    }
}
