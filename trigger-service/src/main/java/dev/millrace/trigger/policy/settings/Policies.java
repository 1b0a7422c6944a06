package dev.millrace.trigger.policy.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shop's policies: what it asks for beyond, and makes use of within, what the law says.
 *
 * @param version of the document, counted from 1; 0 where nobody has set one
 * @param postalAddress the sender's, for laws that ask for it; null is none
 */
public record Policies(
        int version,
        Home home,
        @Nullable String postalAddress,
        ConsentTerms consent,
        DoubleOptIn doubleOptIn,
        FrequencyCaps caps,
        Optional<QuietHours> quietHours,
        Optional<Unengaged> unengaged) {

    /** The postal address that mailer-service demands in its configuration and in every marketing template. */
    private static final String OF_MAILER_SERVICE = "as mailer-service is configured";

    /** Express permission, and no limits. */
    public static final Policies DEFAULT = new Policies(
            0,
            Home.NOWHERE,
            OF_MAILER_SERVICE,
            ConsentTerms.EXPRESS_ONLY,
            DoubleOptIn.BY_LAW,
            FrequencyCaps.NONE,
            Optional.empty(),
            Optional.empty());

    public Policies withVersion(int number) {
        return new Policies(number, home, postalAddress, consent, doubleOptIn, caps, quietHours, unengaged);
    }
}
