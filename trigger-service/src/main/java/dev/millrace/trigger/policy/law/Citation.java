package dev.millrace.trigger.policy.law;

/** Where a rule of law stands written. */
public record Citation(String text) {

    public Citation {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a citation names its source");
        }
    }
}
