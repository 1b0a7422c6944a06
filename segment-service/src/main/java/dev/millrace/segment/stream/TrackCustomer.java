package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Drops what was seen before, folds the rest into its customer, and announces what that changed. */
public final class TrackCustomer extends ContextualProcessor<CustomerId, CustomerEvent, byte[], byte[]> {

    private static final byte[] NOTHING = {};

    private final Topics topics;
    private final OpenPartitions partitions;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(
            PartitionTask task, CustomerStore customers, WindowStore<String, byte[]> seen, Announcer announcer) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null, null);
    }

    public TrackCustomer(Topics topics, OpenPartitions partitions) {
        this.topics = topics;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        parts = new Parts(
                task,
                new CustomerStore(context, task),
                context.getStateStore(Stores.SEEN),
                new Announcer(context, topics));
    }

    @Override
    public void process(Record<CustomerId, CustomerEvent> record) {
        CustomerEvent event = record.value();
        if (isRepeated(event, record.timestamp())) {
            Metrics.counter("millrace_events_repeated").increment();
            return;
        }
        CustomerId id = event.customer();
        Change change = MembershipTracker.onEvent(
                id, parts.customers.get(id), event, parts.task.rules(), position(record.timestamp()));
        parts.customers.put(id, change);
        parts.announcer.announce(change.transitions(), record.timestamp());
    }

    private LogPosition position(long timestamp) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        return new LogPosition(from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(timestamp));
    }

    private boolean isRepeated(CustomerEvent event, long timestamp) {
        String key = event.customer() + "|" + event.id();
        long earliest = Math.max(0, timestamp - Stores.seenKept().toMillis());
        try (WindowStoreIterator<byte[]> before = parts.seen.fetch(key, earliest, Long.MAX_VALUE)) {
            if (before.hasNext()) {
                return true;
            }
        }
        parts.seen.put(key, NOTHING, timestamp);
        return false;
    }
}
