package dev.millrace.trigger.journey;

import dev.millrace.trigger.policy.Reason;
import org.jspecify.annotations.Nullable;

/**
 * An effect in the words of the record of decisions.
 *
 * @param outcome such as {@code sent} or {@code held}
 * @param reason why, or which way; null where there is nothing to say
 * @param message the id of what was requested, of a message or a call
 */
public record Told(String outcome, @Nullable String reason, @Nullable String message) {

    public static Told of(Effect effect) {
        if (effect instanceof Effect.Send send) {
            return new Told("sent", null, send.request().id());
        } else if (effect instanceof Effect.Held held) {
            return because("held", held.reason());
        } else if (effect instanceof Effect.Expired expired) {
            return because("expired", expired.waitedFor());
        } else if (effect instanceof Effect.Branched branched) {
            return new Told("branched", branched.way(), null);
        } else if (effect instanceof Effect.Tell) {
            return new Told("set", null, null);
        } else if (effect instanceof Effect.Given given) {
            return new Told(given.what(), null, null);
        } else if (effect instanceof Effect.Call call) {
            return new Told("webhook", null, call.webhook().id());
        } else if (effect instanceof Effect.Waits waits) {
            return because("waits", waits.reason());
        } else if (effect instanceof Effect.Deferred deferred) {
            return because("deferred", deferred.reason());
        } else if (effect instanceof Effect.Exits exits) {
            return because("exited", exits.reason());
        } else if (effect instanceof Effect.Moves) {
            return new Told("moved", null, null);
        }
        throw new IllegalStateException("an effect is one of those above");
    }

    private static Told because(String outcome, @Nullable Reason reason) {
        return new Told(outcome, reason == null ? null : reason.text(), null);
    }
}
