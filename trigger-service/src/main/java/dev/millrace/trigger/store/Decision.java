package dev.millrace.trigger.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one send, with all that decided it.
 *
 * @param outcome sent, held, waits, exited or expired
 * @param message id of the message that was requested or revoked
 * @param inputs what was known when it was decided; never an address
 */
public record Decision(
        Instant at,
        String customer,
        String campaign,
        String enrolment,
        String step,
        String outcome,
        @Nullable String reason,
        @Nullable String message,
        Map<String, String> inputs) {

    public Decision {
        inputs = Map.copyOf(inputs);
    }
}
