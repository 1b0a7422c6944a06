package dev.millrace.trigger.policy;

import java.util.Map;
import java.util.Optional;

/** One rule of the policies. Pure; it notes what it looked at, so that the decision can be explained. */
@FunctionalInterface
interface SendRule {

    /** Why the send is not made now, if this rule objects. */
    Optional<Ruling> objection(KnownSend send, Map<String, String> inputs);

    static Optional<Ruling> hold(Reason reason, Map<String, String> inputs) {
        return Optional.of(new Ruling.Hold(reason, inputs));
    }
}
