package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Drops what was seen before, and sends the rest on its way into its customer. */
public final class TrackCustomer extends ContextualProcessor<CustomerId, DecodedEvent, byte[], byte[]> {

    private final Topics topics;
    private final OpenPartitions partitions;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(SeenEvents seen, EventSteps steps) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null);
    }

    public TrackCustomer(Topics topics, OpenPartitions partitions) {
        this.topics = topics;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        parts = new Parts(new SeenEvents(context), new EventSteps(context, task, topics));
    }

    @Override
    public void process(Record<CustomerId, DecodedEvent> record) {
        CustomerEvent event = record.value().event();
        RecordMetadata from = context().recordMetadata().orElseThrow();
        if (!parts.seen.add(event, record.timestamp())) {
            Metrics.counter("millrace_events_repeated").increment();
            return;
        }
        LogPosition position = new LogPosition(
                from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        parts.steps.take(
                new Arrival(record.key(), event, List.of(), record.value().bytes(), position));
    }
}
