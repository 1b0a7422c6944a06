package dev.millrace.trigger.kafka;

import dev.millrace.contract.JsonSerde;
import dev.millrace.contract.SegmentTransition;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Turns bytes into a transition that can be applied and stored, or says why it can't. */
final class TransitionDecoder {

    private static final Deserializer<SegmentTransition> READER =
            new JsonSerde<>(SegmentTransition.class).deserializer();

    private TransitionDecoder() {}

    static Decoded decode(byte @Nullable [] value) {
        if (value == null) {
            return new Decoded.Undecodable("not a SegmentTransition: no value");
        }
        try {
            SegmentTransition transition = READER.deserialize("", value);
            if (transition == null || lacksSomething(transition)) {
                return new Decoded.Undecodable(
                        "not a SegmentTransition: needs id, kind, customer, segment, at, decidedAt and cause");
            }
            return hasNul(transition)
                    ? new Decoded.Undecodable("a SegmentTransition with a NUL character, which can't be stored")
                    : new Decoded.Transition(transition);
        } catch (SerializationException e) {
            return new Decoded.Undecodable(Objects.requireNonNullElse(e.getMessage(), "not a SegmentTransition"));
        }
    }

    private static boolean lacksSomething(SegmentTransition transition) {
        return Arrays.asList(
                        transition.id(),
                        transition.kind(),
                        transition.customer(),
                        transition.segment(),
                        transition.at(),
                        transition.decidedAt(),
                        transition.cause())
                .contains(null);
    }

    private static boolean hasNul(SegmentTransition transition) {
        return Stream.of(
                        transition.id(),
                        transition.customer().value(),
                        transition.segment(),
                        Objects.requireNonNullElse(transition.userId(), ""))
                .anyMatch(text -> text.indexOf('\0') >= 0);
    }
}
