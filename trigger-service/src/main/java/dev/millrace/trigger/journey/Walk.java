package dev.millrace.trigger.journey;

import dev.millrace.trigger.policy.Reason;
import java.util.List;

/**
 * What came of looking at an enrolment.
 *
 * @param effects in the order in which they were decided
 * @param next where the enrolment stands then
 */
public record Walk(List<Effect> effects, Enrolment next) {

    public Walk {
        effects = List.copyOf(effects);
    }

    /** Whether the customer was not meant at all, so that it shall be as if it had never begun. */
    public boolean isRefused() {
        return next instanceof Enrolment.Exited exited && exited.reason() == Reason.START_CONDITION;
    }
}
