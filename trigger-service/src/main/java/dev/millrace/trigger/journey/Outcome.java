package dev.millrace.trigger.journey;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.policy.Reason;
import java.util.Map;

/** What is to be done about a live enrolment whose send was looked at. */
public sealed interface Outcome {

    Map<String, String> inputs();

    record Send(MessageRequested request, Enrolment next, Map<String, String> inputs) implements Outcome {}

    record Held(Reason reason, Enrolment next, Map<String, String> inputs) implements Outcome {}

    /** @param noteworthy false while waiting is what was to be expected, and when it was said before */
    record Waits(Reason reason, boolean noteworthy, Enrolment.Live next, Map<String, String> inputs)
            implements Outcome {}

    /** @param noteworthy false when it was said before */
    record Deferred(Reason reason, boolean noteworthy, Enrolment.Live next, Map<String, String> inputs)
            implements Outcome {}

    record Expired(Enrolment next, Map<String, String> inputs) implements Outcome {}

    record Exits(Enrolment.Exited next, Map<String, String> inputs) implements Outcome {}

    /** {@code next} belongs to another customer, under whose lock it must be looked at. */
    record Moves(CustomerId to, Enrolment.Live next, Map<String, String> inputs) implements Outcome {}
}
