package dev.millrace.segment.stream;

import dev.millrace.contract.InstantPrinter;
import dev.millrace.contract.SegmentMembership;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentTopology;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells the world of transitions: one record each, as a CloudEvent in binary mode, and the membership they leave behind. */
final class Announcer {

    private static final Header SPECIFICATION = header("ce_specversion", "1.0");
    private static final Header SOURCE = header("ce_source", "/millrace/segment-service");
    private static final Header CONTENT = header("content-type", "application/json");
    private static final Map<SegmentTransition.Kind, Header> TYPES = types();

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
        return new RecordHeaders()
                .add(SPECIFICATION)
                .add(header("ce_id", transition.id()))
                .add(SOURCE)
                .add(Objects.requireNonNull(TYPES.get(transition.kind())))
                .add(header("ce_subject", transition.segment()))
                .add(header("ce_time", InstantPrinter.print(transition.at())))
                .add(CONTENT);
    }

    private static Map<SegmentTransition.Kind, Header> types() {
        Map<SegmentTransition.Kind, Header> types = new EnumMap<>(SegmentTransition.Kind.class);
        for (SegmentTransition.Kind kind : SegmentTransition.Kind.values()) {
            types.put(
                    kind,
                    header("ce_type", "dev.millrace.segment." + kind.name().toLowerCase(Locale.ROOT)));
        }
        return types;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
