package dev.millrace.trigger.policy.settings;

import dev.millrace.trigger.policy.consent.Basis;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On what the shop relies when it writes. What it doesn't rely on permits nothing, whatever the law says.
 *
 * @param bases express permission always is one
 * @param needsProof whether wording and source of an express permission must be on record
 * @param expiresAfter how long a permission lasts since it was given; null is for ever
 * @param inquiries names of the events, in snake case, that are inquiries in the sense of a law
 */
public record ConsentTerms(
        Set<Basis> bases, boolean needsProof, @Nullable Duration expiresAfter, Set<String> inquiries) {

    public static final ConsentTerms EXPRESS_ONLY = new ConsentTerms(Set.of(Basis.EXPRESS), false, null, Set.of());

    public ConsentTerms {
        bases = Set.copyOf(bases);
        inquiries = Set.copyOf(inquiries);
    }

    public boolean relyOn(Basis basis) {
        return bases.contains(basis);
    }
}
