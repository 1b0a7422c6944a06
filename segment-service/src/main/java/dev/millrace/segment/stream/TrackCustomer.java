package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends what the shop and mails tell on its way into its customer. */
public final class TrackCustomer extends ContextualProcessor<CustomerId, DecodedEvent, byte[], byte[]> {

    private final Topics topics;
    private final OpenPartitions partitions;

    @SuppressWarnings("NullAway.Init") // set in init, before any record
    private EventSteps steps;

    public TrackCustomer(Topics topics, OpenPartitions partitions) {
        this.topics = topics;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        steps = new EventSteps(context, task, topics);
    }

    @Override
    public void process(Record<CustomerId, DecodedEvent> record) {
        CustomerEvent event = record.value().event();
        RecordMetadata from = context().recordMetadata().orElseThrow();
        LogPosition position = new LogPosition(
                from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        steps.take(new Arrival(record.key(), event, List.of(), record.value().bytes(), position));
    }
}
