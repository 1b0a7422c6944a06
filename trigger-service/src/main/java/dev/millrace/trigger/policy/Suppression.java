package dev.millrace.trigger.policy;

import java.time.Instant;

/** That an address must not be written to, or not with marketing. */
public record Suppression(Scope scope, String reason, Instant since) {

    public enum Scope {
        ALL,
        MARKETING
    }
}
