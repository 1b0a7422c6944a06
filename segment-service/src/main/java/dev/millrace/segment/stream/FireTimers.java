package dev.millrace.segment.stream;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.time.PartitionClock;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Fires the timers that fell due, once a tick and the offsets it names allow it. A long queue is worked off in slices of
 * time, between which events get their turn.
 */
public final class FireTimers extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** So many are read from the index at once: about what a slice has time for, because a look costs as much as many timers. */
    private static final int BATCH = 400;

    private final Topics topics;
    private final Topic<byte[], Tick> clock;
    private final OpenPartitions partitions;
    private final Supplier<TimeShare> share;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(PartitionTask task, Timers timers, Progress progress) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null);
    }

    /**
     * @param share the one of the thread that asks
     */
    public FireTimers(Topics topics, OpenPartitions partitions, Supplier<TimeShare> share) {
        this.topics = topics;
        this.clock = topics.clock();
        this.partitions = partitions;
        this.share = share;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        parts = new Parts(task, new EventSteps(context, task, topics).timers(), new Progress(context));
        context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, wallClock -> fireDue());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        PartitionClock time = parts.task.clock();
        try {
            Tick tick = clock.valueSerde().deserializer().deserialize(clock.name(), record.value());
            if (tick == null) {
                throw new SerializationException("no value");
            }
            Instant stored = Instant.ofEpochMilli(record.timestamp());
            time.saw(stored);
            if (!time.offer(tick, new LogPosition(from.topic(), from.partition(), from.offset(), stored))) {
                Metrics.counter("millrace_ticks_ignored").increment();
            }
            time.noteWaiting();
        } catch (SerializationException unreadable) {
            DeadLetters.put(context(), record, from, String.valueOf(unreadable.getMessage()));
        }
        time.advance();
        fireDue();
    }

    private void fireDue() {
        PartitionClock time = parts.task.clock();
        time.advance();
        if (!time.passed().isAfter(time.settled())) {
            return;
        }
        TimeShare mine = share.get();
        if (!mine.mayStart(parts.task)) {
            return;
        }
        try (TimeShare.Slice slice = mine.start(parts.task)) {
            while (fireBatch(slice)) {
                if (!slice.getAsBoolean()) {
                    mine.mayStart(parts.task);
                    parts.progress.keep(time);
                    return;
                }
            }
        }
        parts.task.settledAt(time.passed());
        parts.task.moved();
        parts.progress.keep(time);
    }

    /** Whether there may be more to fire. */
    private boolean fireBatch(TimeShare.Slice slice) {
        List<DueIndex.Entry> due = parts.timers.due(BATCH);
        int fired = 0;
        for (DueIndex.Entry entry : due) {
            parts.timers.fire(entry, slice);
            fired++;
            if (!slice.getAsBoolean()) {
                break;
            }
        }
        if (fired > 0) {
            parts.task.moved();
        }
        return !due.isEmpty();
    }

    @Override
    public void close() {
        share.get().leave(parts.task);
        partitions.close(parts.task);
    }
}
