package dev.millrace.segment.stream;

import dev.millrace.contract.SegmentMembership;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells the world of transitions: one record each, as a CloudEvent in binary mode, and the membership they leave behind. */
final class Announcer {

    private static final String SOURCE = "/millrace/segment-service";

    private final ProcessorContext<byte[], byte[]> context;
    private final Topic<?, SegmentTransition> transitions;
    private final Topic<SegmentMembership.Key, SegmentMembership> memberships;

    Announcer(ProcessorContext<byte[], byte[]> context, Topics topics) {
        this.context = context;
        this.transitions = topics.transitions();
        this.memberships = topics.memberships();
    }

    void announce(List<SegmentTransition> all, long timestamp) {
        for (SegmentTransition transition : all) {
            byte[] value = transitions.valueSerde().serializer().serialize(transitions.name(), transition);
            byte[] key = bytes(transition.customer().value());
            context.forward(
                    new Record<>(key, value, timestamp, cloudEvent(transition)), SegmentTopology.PRODUCE_TRANSITIONS);
            announceMembership(transition, timestamp);
        }
    }

    private void announceMembership(SegmentTransition transition, long timestamp) {
        if (transition.kind() == SegmentTransition.Kind.OCCURRED) {
            return;
        }
        SegmentMembership.Key key = new SegmentMembership.Key(transition.customer(), transition.segment());
        SegmentMembership membership = new SegmentMembership(
                transition.customer(),
                transition.userId(),
                transition.segment(),
                transition.version(),
                transition.at());
        byte[] value = transition.kind() == SegmentTransition.Kind.ENTERED
                ? memberships.valueSerde().serializer().serialize(memberships.name(), membership)
                : null;
        context.forward(new Record<>(bytes(key.toString()), value, timestamp), SegmentTopology.PRODUCE_MEMBERSHIPS);
    }

    private static Headers cloudEvent(SegmentTransition transition) {
        String kind = transition.kind().name().toLowerCase(java.util.Locale.ROOT);
        return new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(transition.id()))
                .add("ce_source", bytes(SOURCE))
                .add("ce_type", bytes("dev.millrace.segment." + kind))
                .add("ce_subject", bytes(transition.segment()))
                .add("ce_time", bytes(transition.at().toString()))
                .add("content-type", bytes("application/json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
