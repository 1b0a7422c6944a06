package dev.millrace.segment.stream;

import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.time.PartitionClock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sorts out what can't be read, and notes how far each event topic was processed. */
public final class DecodeEvent extends ContextualProcessor<byte[], byte[], Object, Object> {

    private final EventDecoder decoder;
    private final String clock;
    private final OpenPartitions partitions;
    private final CommittedOffsets committed;
    private final Supplier<TimeShare> share;
    private PartitionTask task = new PartitionTask(-1, Retention.DEFAULT);

    @SuppressWarnings("NullAway.Init") // set in init, before any record
    private Progress progress;

    /**
     * @param share the one of the thread that asks, which is told what events take
     */
    public DecodeEvent(
            Topics topics, OpenPartitions partitions, CommittedOffsets committed, Supplier<TimeShare> share) {
        this.decoder = new EventDecoder(topics);
        this.clock = topics.clock().name();
        this.partitions = partitions;
        this.committed = committed;
        this.share = share;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        task = partitions.open(context.taskId().partition());
        progress = new Progress(context);
        LogPosition start = new LogPosition(clock, task.partition(), -1, progress.passed());
        task.startAt(new PartitionClock(committed.of(task.partition()), start, progress.settled()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        TimeShare thread = share.get();
        thread.eventBegins();
        decode(record);
        thread.eventEnds();
    }

    private void decode(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        EventDecoder.Decoded decoded = decoder.decode(from.topic(), record.key(), record.value());
        if (decoded instanceof EventDecoder.Decoded.Unreadable unreadable) {
            DeadLetters.put(context(), record, from, unreadable.reason());
        } else if (decoded instanceof EventDecoder.Decoded.Event readable) {
            CustomerEvent event = readable.event();
            DecodedEvent read = new DecodedEvent(event, record.value());
            context()
                    .forward(
                            new Record<>(event.customer(), read, record.timestamp(), record.headers()),
                            SegmentTopology.TRACK_CUSTOMER);
        }
        task.clock().saw(Instant.ofEpochMilli(record.timestamp()));
        task.clock().processed(from.topic(), from.offset());
        if (task.clock().advance()) {
            progress.keep(task.clock());
        }
        task.moved();
    }

    @Override
    public void close() {
        partitions.close(task);
    }
}
