package dev.millrace.segment.stream;

import dev.millrace.contract.Topics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The way of an event into its customer, step by step, wherever in the log it comes from. */
final class EventSteps {

    private final RouteEvent route;
    private final FoldEvent fold;

    EventSteps(ProcessorContext<byte[], byte[]> context, PartitionTask task, Topics topics) {
        this.route = new RouteEvent(new StreamPartition(context, task, topics));
        this.fold = new FoldEvent(context, task, topics);
    }

    void take(Arrival arrival) {
        if (route.isHere(arrival)) {
            fold.fold(arrival);
        }
    }
}
