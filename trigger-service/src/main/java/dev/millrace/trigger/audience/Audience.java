package dev.millrace.trigger.audience;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is to be known elsewhere as a list of hashes.
 *
 * @param purpose to which a customer has to have consented, for the channel that an identifier belongs to
 * @param push the webhook target that is told of changes; null if the list is only fetched
 */
public record Audience(
        String id,
        String name,
        String segment,
        String purpose,
        Set<Identifier> identifiers,
        boolean phoneWithPlus,
        @Nullable String push) {

    public static final String DEFAULT_PURPOSE = "ads";

    /** What a customer is recognised by, and the channel for which consent has to be given. */
    public enum Identifier {
        EMAIL("email"),
        PHONE("sms");

        private final String channel;

        Identifier(String channel) {
            this.channel = channel;
        }

        public String channel() {
            return channel;
        }
    }

    public Audience {
        identifiers = Set.copyOf(identifiers);
    }

    /** Under what a customer stands on the list; null is not at all. */
    public @Nullable Entry entryFor(Standing customer) {
        if (!customer.segments().contains(segment)) {
            return null;
        }
        String email = covers(customer, Identifier.EMAIL)
                ? ContactHash.ofMail(customer.email()).orElse(null)
                : null;
        String phone = covers(customer, Identifier.PHONE)
                ? ContactHash.ofPhone(customer.phone(), phoneWithPlus).orElse(null)
                : null;
        return email == null && phone == null ? null : new Entry(email, phone);
    }

    private boolean covers(Standing customer, Identifier identifier) {
        return identifiers.contains(identifier)
                && customer.consents().contains(new Standing.Consent(identifier.channel(), purpose));
    }
}
