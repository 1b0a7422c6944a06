package dev.millrace.trigger.policy;

import java.util.Map;
import java.util.Optional;

/** What the campaign itself asks for. */
final class CampaignRules {

    private CampaignRules() {}

    static Optional<Ruling> merged(KnownSend send, Map<String, String> inputs) {
        String id = send.known().id();
        return id.equals(send.due().customer()) ? Optional.empty() : Optional.of(new Ruling.Moved(id, inputs));
    }

    /** The answer may know of leaving before the transition has arrived here. */
    static Optional<Ruling> leftSegment(KnownSend send, Map<String, String> inputs) {
        String segment = send.due().campaign().staysIn();
        if (segment == null) {
            return Optional.empty();
        }
        boolean in = send.known().segments().contains(segment);
        inputs.put("inSegment", Boolean.toString(in));
        return in ? Optional.empty() : Optional.of(new Ruling.End(Reason.LEFT_SEGMENT, inputs));
    }

    static Optional<Ruling> exitExpression(KnownSend send, Map<String, String> inputs) {
        if (send.due().campaign().exitOn().expression() == null || !holds(send, SendPolicy.EXIT, inputs)) {
            return Optional.empty();
        }
        return Optional.of(new Ruling.End(Reason.EXIT_EXPRESSION, inputs));
    }

    static Optional<Ruling> onlyIf(KnownSend send, Map<String, String> inputs) {
        if (send.due().campaign().onlyIf() == null || holds(send, SendPolicy.ONLY_IF, inputs)) {
            return Optional.empty();
        }
        return SendRule.hold(Reason.ONLY_IF, inputs);
    }

    /** Nobody is led to what they can't have. */
    static Optional<Ruling> productGone(KnownSend send, Map<String, String> inputs) {
        String gone = send.due().gone();
        if (gone == null) {
            return Optional.empty();
        }
        inputs.put("about", gone);
        return SendRule.hold(Reason.PRODUCT_GONE, inputs);
    }

    private static boolean holds(KnownSend send, String name, Map<String, String> inputs) {
        Truth truth = send.known().expressions().getOrDefault(name, Truth.UNKNOWN);
        inputs.put(name, truth.text());
        return truth == Truth.YES;
    }
}
