package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Move;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.identity.IdentityProtocol;
import dev.millrace.segment.membership.LogPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Does what other partitions, and whoever asks for erasure, say about the ids of this one. */
public final class FollowMoves extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Topics topics;
    private final Topic<CustomerId, Move> moves;
    private final OpenPartitions partitions;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(StreamPartition partition, IdentityProtocol identities, EventSteps steps) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null, null);
    }

    public FollowMoves(Topics topics, OpenPartitions partitions) {
        this.topics = topics;
        this.moves = topics.moves();
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        PartitionTask task = partitions.open(context.taskId().partition());
        StreamPartition partition = new StreamPartition(context, task, topics);
        parts = new Parts(partition, new IdentityProtocol(partition), new EventSteps(context, task, topics));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        try {
            Move move = moves.valueSerde().deserializer().deserialize(moves.name(), record.value());
            if (move == null || !isFor(move.customer(), record.key())) {
                throw new SerializationException("no value, or key and customer differ");
            }
            follow(move, record, from);
        } catch (SerializationException | Undecidable unusable) {
            DeadLetters.put(context(), record, from, String.valueOf(unusable.getMessage()));
        }
    }

    private void follow(Move move, Record<byte[], byte[]> record, RecordMetadata from) {
        Instant now = Instant.ofEpochMilli(record.timestamp());
        parts.partition.at(new LogPosition(from.topic(), from.partition(), from.offset(), now));
        if (move instanceof Move.EventForwarded forwarded) {
            parts.steps.take(arrival(forwarded, record.value()));
        } else if (move instanceof Move.LinkRequested requested) {
            parts.identities.on(requested, now);
        } else if (move instanceof Move.StateMoved moved) {
            parts.identities.on(moved, now);
        } else if (move instanceof Move.Repointed repointed) {
            parts.identities.on(repointed);
        } else if (move instanceof Move.LinkEnded ended) {
            parts.identities.on(ended);
        } else if (move instanceof Move.EraseRequested requested) {
            parts.identities.on(requested, now);
        }
    }

    private static boolean isFor(CustomerId customer, byte @Nullable [] key) {
        return key != null && customer.value().equals(new String(key, StandardCharsets.UTF_8));
    }

    private static Arrival arrival(Move.EventForwarded forwarded, byte[] bytes) {
        Move.Origin origin = forwarded.origin();
        CustomerEvent event = event(forwarded);
        return new Arrival(
                forwarded.customer(),
                event,
                forwarded.path(),
                bytes,
                new LogPosition(origin.topic(), origin.partition(), origin.offset(), origin.storedAt()));
    }

    /** A user is known by their own id, whichever of their ids an event came in for. */
    private static CustomerEvent event(Move.EventForwarded forwarded) {
        ShopEvent event = forwarded.event();
        if (event == null) {
            return new CustomerEvent.WithMessage(Objects.requireNonNull(forwarded.engagement()));
        }
        CustomerId customer = forwarded.customer();
        boolean isUser = customer.kind() == CustomerId.Kind.USER;
        return new CustomerEvent.AtShop(isUser ? event.withUserId(customer.name()) : event);
    }
}
