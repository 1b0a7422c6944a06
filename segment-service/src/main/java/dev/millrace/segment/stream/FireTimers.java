package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Fires the timers that fell due, once a tick and the offsets it names allow it. A long queue is worked off in slices, so
 * that events are not held up by it.
 */
public final class FireTimers extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration BETWEEN_SLICES = Duration.ofMillis(20);

    /** One customer of whom no decision can be made must not stop the timers of the others. */
    private static final Duration POSTPONED = Duration.ofHours(1);

    private final Topics topics;
    private final Topic<byte[], Tick> clock;
    private final OpenPartitions partitions;
    private final int slice;
    private @Nullable LogPosition lastTick;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(PartitionTask task, CustomerStore customers, Announcer announcer, Forgetting forgetting) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null, null);
    }

    public FireTimers(Topics topics, OpenPartitions partitions, int slice) {
        this.topics = topics;
        this.clock = topics.clock();
        this.partitions = partitions;
        this.slice = slice;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        parts = new Parts(
                task,
                new CustomerStore(context, task),
                new Announcer(context, topics),
                new Forgetting(context, task, topics));
        context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, wallClock -> fireDue());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        try {
            Tick tick = clock.valueSerde().deserializer().deserialize(clock.name(), record.value());
            if (tick == null) {
                throw new SerializationException("no value");
            }
            parts.task.clock().offer(tick);
            lastTick = new LogPosition(
                    from.topic(), from.partition(), from.offset(), Instant.ofEpochMilli(record.timestamp()));
        } catch (SerializationException unreadable) {
            DeadLetters.put(context(), record, from, String.valueOf(unreadable.getMessage()));
        }
        fireDue();
    }

    private void fireDue() {
        LogPosition position = lastTick;
        if (position == null) {
            return;
        }
        parts.task.clock().advance();
        Instant passed = parts.task.clock().passed();
        if (!passed.isAfter(parts.task.clock().settled())) {
            return;
        }
        List<DueIndex.Entry> due = parts.customers.due().dueBy(passed, slice);
        due.forEach(entry -> fire(entry, passed, position));
        if (due.size() < slice) {
            parts.task.dueFrom(passed);
            parts.task.clock().settledAt(passed);
        }
    }

    private void fire(DueIndex.Entry entry, Instant passed, LogPosition position) {
        CustomerId id = entry.customer();
        parts.customers.due().delete(entry.due(), id);
        Customer customer = parts.customers.find(id);
        if (customer == null) {
            parts.forgetting.redirect(id, passed, position);
            return;
        }
        if (!customer.watch().armed().equals(entry.due())) {
            return;
        }
        Change change;
        try {
            change = MembershipTracker.onTime(id, customer, passed, parts.task.ruleHistory(), position);
        } catch (UnreadableState damaged) {
            throw damaged;
        } catch (RuntimeException undecidable) {
            Metrics.counter("millrace_customers_undecidable").increment();
            parts.customers.postpone(id, customer, passed.plus(POSTPONED));
            return;
        }
        parts.customers.putFired(id, change);
        parts.announcer.announce(change.transitions(), position.time().toEpochMilli());
        if (change.customer().touched() != null) {
            parts.forgetting.customer(id, passed, position);
        }
    }

    @Override
    public void close() {
        partitions.close(parts.task);
    }
}
