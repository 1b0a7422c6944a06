package dev.millrace.trigger.policy.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about being written to: a line of the ledger, or what segment-service has on record.
 *
 * @param status {@code subscribed}, {@code pending} or {@code unsubscribed}
 * @param at when it was said; null if whoever told it did not say
 * @param wording what they agreed to, word for word
 * @param source where it was said
 * @param basis as it was recorded; {@link Basis} reads it
 * @param expiresAt from when on it permits nothing
 * @param address keyed hash of the address it was said for; null while that is not known
 */
public record ConsentStatement(
        String channel,
        String purpose,
        String status,
        @Nullable Instant at,
        @Nullable String wording,
        @Nullable String source,
        @Nullable String basis,
        @Nullable Instant expiresAt,
        @Nullable String address) {

    public static final String EMAIL = "email";
    public static final String MARKETING = "marketing";
    public static final String SUBSCRIBED = "subscribed";
    public static final String UNSUBSCRIBED = "unsubscribed";

    /** A status of which nothing else is known. */
    public static ConsentStatement of(String channel, String status) {
        return new ConsentStatement(channel, MARKETING, status, null, null, null, null, null, null);
    }

    public ConsentStatement boundTo(String hash) {
        return new ConsentStatement(channel, purpose, status, at, wording, source, basis, expiresAt, hash);
    }

    /** Whether the other is the same thing said, as far as both tell. */
    public boolean isSameAs(ConsentStatement other) {
        return channel.equals(other.channel)
                && purpose.equals(other.purpose)
                && status.equals(other.status)
                && at != null
                && at.equals(other.at);
    }

    /** This with what only the other knows. */
    public ConsentStatement completedBy(ConsentStatement other) {
        return new ConsentStatement(
                channel,
                purpose,
                status,
                at,
                either(wording, other.wording),
                either(source, other.source),
                either(basis, other.basis),
                expiresAt == null ? other.expiresAt : expiresAt,
                either(address, other.address));
    }

    public boolean isSubscribed() {
        return status.equals(SUBSCRIBED);
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    /** Without its words, which may hold anything. */
    @Override
    public String toString() {
        return "ConsentStatement[" + channel + " " + purpose + " " + status + " at " + at + "]";
    }
}
