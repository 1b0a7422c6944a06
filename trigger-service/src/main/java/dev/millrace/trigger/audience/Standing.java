package dev.millrace.trigger.audience;

import java.time.Instant;
import java.util.Set;

/**
 * What is known of a customer as far as lists are concerned.
 *
 * @param id whom the customer has become, if merged
 * @param consents those that are given now
 */
public record Standing(
        String id, Instant asOf, Set<String> segments, String email, String phone, Set<Consent> consents) {

    public record Consent(String channel, String purpose) {}

    public Standing {
        segments = Set.copyOf(segments);
        consents = Set.copyOf(consents);
    }

    /** Of somebody of whom nothing is known. */
    public static Standing nobody(String id, Instant asOf) {
        return new Standing(id, asOf, Set.of(), "", "", Set.of());
    }
}
