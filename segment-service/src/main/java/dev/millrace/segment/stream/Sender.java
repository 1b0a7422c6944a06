package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Move;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells other partitions and other services about identities. */
final class Sender {

    private final ProcessorContext<byte[], byte[]> context;
    private final Topic<CustomerId, Move> moves;
    private final Topic<CustomerId, CustomerLink> links;
    private final Topic<CustomerId, CustomerErased> erasures;

    Sender(ProcessorContext<byte[], byte[]> context, Topics topics) {
        this.context = context;
        this.moves = topics.moves();
        this.links = topics.links();
        this.erasures = topics.erasures();
    }

    void move(Move move, Instant logTime) {
        Metrics.counter("millrace_moves", "type", move.getClass().getSimpleName())
                .increment();
        forward(moves, move.customer(), move, logTime, SegmentTopology.PRODUCE_MOVES);
    }

    /** Null says that the id leads nowhere any more. */
    void link(CustomerId id, @Nullable CustomerLink link, Instant logTime) {
        forward(links, id, link, logTime, SegmentTopology.PRODUCE_LINKS);
    }

    void erased(CustomerErased erased, Instant logTime) {
        forward(erasures, erased.customer(), erased, logTime, SegmentTopology.PRODUCE_ERASURES);
    }

    private <V> void forward(
            Topic<CustomerId, V> topic, CustomerId key, @Nullable V value, Instant logTime, String node) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        byte[] bytes = value == null ? null : topic.valueSerde().serializer().serialize(topic.name(), value);
        context.forward(new Record<>(keyBytes, bytes, logTime.toEpochMilli()), node);
    }
}
