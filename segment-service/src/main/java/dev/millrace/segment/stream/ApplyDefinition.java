package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import io.micrometer.core.instrument.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Puts a definition into force where it stands in the log, and then moves the customers of the partition over to the new
 * rules, a slice at a time. A customer with an event meanwhile moves at once. A restart sweeps again from the start and skips
 * whoever has moved.
 */
public final class ApplyDefinition extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final int SLICE = 200;
    private static final Duration BETWEEN_SLICES = Duration.ofMillis(20);

    private final Topics topics;
    private final Topic<String, SegmentDefinition> topic;
    private final OpenPartitions partitions;
    private boolean sweeping = true;
    private @Nullable String sweepFrom;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(
            PartitionTask task,
            KeyValueStore<String, byte[]> definitions,
            KeyValueStore<String, byte[]> customersById,
            CustomerStore customers,
            Announcer announcer) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null, null, null);
    }

    public ApplyDefinition(Topics topics, OpenPartitions partitions) {
        this.topics = topics;
        this.topic = topics.segmentDefinitions();
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        parts = new Parts(
                task,
                context.getStateStore(Stores.DEFINITIONS),
                context.getStateStore(Stores.CUSTOMERS),
                new CustomerStore(context, task),
                new Announcer(context, topics));
        useStoredDefinitions();
        context.schedule(BETWEEN_SLICES, PunctuationType.WALL_CLOCK_TIME, wallClock -> sweepSlice());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (record.key() == null) {
                throw new SerializationException("a definition without an id");
            }
            String id = new String(record.key(), StandardCharsets.UTF_8);
            SegmentDefinition definition = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            if (definition != null && !definition.id().equals(id)) {
                throw new SerializationException("key and id differ");
            }
            parts.definitions.put(id, record.value());
            useStoredDefinitions();
        } catch (SerializationException unreadable) {
            DeadLetters.put(
                    context(),
                    record,
                    context().recordMetadata().orElseThrow(),
                    String.valueOf(unreadable.getMessage()));
        }
    }

    private void useStoredDefinitions() {
        List<SegmentDefinition> definitions = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = parts.definitions.all()) {
            all.forEachRemaining(
                    entry -> definitions.add(topic.valueSerde().deserializer().deserialize(topic.name(), entry.value)));
        }
        RuleSet rules = RuleSet.of(definitions);
        if (rules.fingerprint() != parts.task.rules().fingerprint()) {
            sweeping = true;
            sweepFrom = null;
        }
        parts.task.use(rules);
    }

    private void sweepSlice() {
        Instant now = parts.task.clock().settled();
        if (!sweeping || now.equals(Instant.EPOCH)) {
            return;
        }
        List<KeyValue<String, byte[]>> slice = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> rest = parts.customersById.range(sweepFrom, null)) {
            while (rest.hasNext() && slice.size() < SLICE) {
                slice.add(rest.next());
            }
        }
        slice.forEach(entry -> move(CustomerId.of(entry.key), now));
        sweeping = slice.size() == SLICE;
        sweepFrom = sweeping ? slice.get(SLICE - 1).key + '\0' : null;
    }

    private void move(CustomerId id, Instant now) {
        Customer customer = parts.customers.get(id);
        RuleSet rules = parts.task.rules();
        if (customer.watch().ruleSet() == rules.fingerprint()
                || customer.watch().importPending()) {
            return;
        }
        LogPosition position = new LogPosition(topic.name(), parts.task.partition(), rules.fingerprint(), now);
        try {
            Change change = MembershipTracker.onDefinitions(id, customer, now, parts.task.ruleHistory(), position);
            parts.customers.requireStorable(change);
            parts.customers.put(id, change);
            parts.announcer.announce(change.transitions(), now.toEpochMilli());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException undecidable) {
            Metrics.counter("millrace_customers_undecidable").increment();
        }
    }

    @Override
    public void close() {
        partitions.close(parts.task);
    }
}
