package dev.millrace.trigger.rest;

import dev.millrace.trigger.store.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision as the API shows it. */
record DecisionView(
        Instant at,
        String campaign,
        String enrolment,
        String step,
        String outcome,
        @Nullable String reason,
        @Nullable String message,
        Map<String, String> inputs) {

    /** The newest decisions about a customer, newest first. */
    record Page(List<DecisionView> decisions) {}

    static DecisionView of(Decision decision) {
        return new DecisionView(
                decision.at(),
                decision.campaign(),
                decision.enrolment(),
                decision.step(),
                decision.outcome(),
                decision.reason(),
                decision.message(),
                decision.inputs());
    }
}
