package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.TimelineCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Drops what was seen before, folds the rest into its customer, and announces what that changed. */
public final class TrackCustomer extends ContextualProcessor<CustomerId, DecodedEvent, byte[], byte[]> {

    private static final byte[] NOTHING = {};

    private final Topics topics;
    private final OpenPartitions partitions;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(
            PartitionTask task,
            CustomerStore customers,
            KeyValueStore<String, byte[]> timelines,
            WindowStore<String, byte[]> seen,
            Announcer announcer) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null, null, null);
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
                context.getStateStore(Stores.TIMELINE),
                context.getStateStore(Stores.SEEN),
                new Announcer(context, topics));
    }

    @Override
    public void process(Record<CustomerId, DecodedEvent> record) {
        CustomerEvent event = record.value().event();
        if (wasSeen(event, record.timestamp())) {
            Metrics.counter("millrace_events_repeated").increment();
            return;
        }
        CustomerId id = event.customer();
        Customer customer = parts.customers.get(id);
        Optional<Change> change = decide(record, customer);
        parts.seen.put(seenKey(event), NOTHING, record.timestamp());
        change.ifPresent(it -> {
            parts.customers.put(id, it);
            remember(event, record.timestamp());
            parts.announcer.announce(it.transitions(), record.timestamp());
        });
    }

    private void remember(CustomerEvent event, long timestamp) {
        String id = event.customer().value();
        byte[] known = parts.timelines.get(id);
        Instant logTime = Instant.ofEpochMilli(timestamp);
        Timeline timeline = known == null ? Timeline.EMPTY : TimelineCodec.decode(known);
        Timeline more = timeline.plus(event, event.at().isBefore(logTime) ? event.at() : logTime);
        parts.timelines.put(id, TimelineCodec.encode(more));
    }

    /** An event that no decision can be made of must not stop the events behind it. */
    private Optional<Change> decide(Record<CustomerId, DecodedEvent> record, Customer customer) {
        try {
            Change change = MembershipTracker.onEvent(
                    record.key(),
                    customer,
                    record.value().event(),
                    parts.task.ruleHistory(),
                    position(record.timestamp()));
            parts.customers.requireStorable(change);
            return Optional.of(change);
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            byte[] key = record.key().value().getBytes(StandardCharsets.UTF_8);
            DeadLetters.put(
                    context(),
                    record.withKey(key).withValue(record.value().bytes()),
                    context().recordMetadata().orElseThrow(),
                    "no decision can be made of it: " + undecidable);
            return Optional.empty();
        }
    }

    private LogPosition position(long timestamp) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        return new LogPosition(from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(timestamp));
    }

    private boolean wasSeen(CustomerEvent event, long timestamp) {
        long earliest = Math.max(0, timestamp - Stores.seenKept().toMillis());
        try (WindowStoreIterator<byte[]> before = parts.seen.fetch(seenKey(event), earliest, Long.MAX_VALUE)) {
            return before.hasNext();
        }
    }

    private static String seenKey(CustomerEvent event) {
        return event.customer() + "|" + event.id();
    }
}
