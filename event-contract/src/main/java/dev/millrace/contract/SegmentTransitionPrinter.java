package dev.millrace.contract;

import static dev.millrace.contract.JsonBytes.ascii;
import static dev.millrace.contract.JsonBytes.name;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a transition exactly as {@link Json#mapper()} does, field by field, at half the cost: one is written for each timer
 * that fires, and for every fourth event of a busy shop. What occurred is left to the mapper.
 */
final class SegmentTransitionPrinter {

    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] KIND = name("kind");
    private static final byte[] CUSTOMER = name("customer");
    private static final byte[] USER_ID = name("userId");
    private static final byte[] SEGMENT = name("segment");
    private static final byte[] VERSION = name("version");
    private static final byte[] AT = name("at");
    private static final byte[] DECIDED_AT = name("decidedAt");
    private static final byte[] CAUSE = name("cause");
    private static final byte[] CAUSE_EVENT = name("causeEvent");
    private static final byte[] SEQUENCE = name("sequence");
    private static final byte[] BECAUSE = ascii(",\"because\":[");
    private static final byte[] EXPRESSION = ascii("{\"expression\":");
    private static final byte[] NEXT_EXPRESSION = ascii(",{\"expression\":");
    private static final byte[] VALUE = name("value");
    private static final byte[] OCCURRENCE = name("occurrence");
    private static final byte[] LIST_END = ascii("]");
    private static final byte[] END = ascii("}");
    private static final Map<SegmentTransition.Kind, byte[]> KINDS = JsonBytes.written(SegmentTransition.Kind.class);
    private static final Map<SegmentTransition.Cause, byte[]> CAUSES = JsonBytes.written(SegmentTransition.Cause.class);

    private SegmentTransitionPrinter() {}

    static byte[] print(SegmentTransition transition) {
        JsonBytes json = JsonBytes.ofThread().raw(ID).text(transition.id());
        json.raw(KIND).raw(Objects.requireNonNull(KINDS.get(transition.kind())));
        json.raw(CUSTOMER).text(transition.customer().value());
        if (transition.userId() != null) {
            json.raw(USER_ID).text(transition.userId());
        }
        json.raw(SEGMENT).text(transition.segment());
        json.raw(VERSION).number(transition.version());
        json.raw(AT).plain(InstantPrinter.print(transition.at()));
        json.raw(DECIDED_AT).plain(InstantPrinter.print(transition.decidedAt()));
        json.raw(CAUSE).raw(Objects.requireNonNull(CAUSES.get(transition.cause())));
        if (transition.causeEvent() != null) {
            json.raw(CAUSE_EVENT).text(transition.causeEvent());
        }
        json.raw(SEQUENCE).number(transition.sequence());
        because(transition.because(), json);
        if (transition.occurrence() != null) {
            json.raw(OCCURRENCE).value(transition.occurrence());
        }
        return json.raw(END).take();
    }

    private static void because(List<SegmentTransition.Because> leaves, JsonBytes json) {
        json.raw(BECAUSE);
        for (int i = 0; i < leaves.size(); i++) {
            SegmentTransition.Because leaf = leaves.get(i);
            json.raw(i == 0 ? EXPRESSION : NEXT_EXPRESSION).text(leaf.expression());
            json.raw(VALUE).text(leaf.value()).raw(END);
        }
        json.raw(LIST_END);
    }
}
