package dev.millrace.mailer.engagement;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events that say what became of a message. Ids are made of the message's id and the fact, so the same fact told
 * twice, after a crash or by a second click on the same link, is one event to its readers. Pure.
 */
public final class MessageEvents {

    private static final int HASH_LENGTH = 16;

    private MessageEvents() {}

    /** The event for a message that has just come into this state; empty for states that say nothing to the outside. */
    public static Optional<EngagementEvent> onState(LedgerEntry message, MessageState state, Instant at) {
        if (state instanceof MessageState.Accepted) {
            return Optional.of(event(
                    message, Kind.SENT, "sent", at, false, message.request().trackOpens(), null, null));
        }
        if (state instanceof MessageState.Rejected) {
            return Optional.of(bounced(message, state.reason(), at));
        }
        boolean neverSent = state instanceof MessageState.Held
                || state instanceof MessageState.Expired
                || state instanceof MessageState.Suppressed
                || state instanceof MessageState.Cancelled;
        return neverSent
                ? Optional.of(event(
                        message,
                        Kind.NOT_SENT,
                        "not-sent",
                        at,
                        false,
                        null,
                        null,
                        state.code() + ": " + state.reason()))
                : Optional.empty();
    }

    public static EngagementEvent opened(LedgerEntry message, Instant at, boolean machine) {
        return event(message, Kind.OPENED, machine ? "opened:machine" : "opened", at, machine, null, null, null);
    }

    public static EngagementEvent clicked(LedgerEntry message, String target, Instant at, boolean machine) {
        String fact = (machine ? "clicked:machine:" : "clicked:") + hash(target);
        return event(message, Kind.CLICKED, fact, at, machine, null, target, null);
    }

    public static EngagementEvent unsubscribed(LedgerEntry message, Instant at) {
        return event(message, Kind.UNSUBSCRIBED, "unsubscribed", at, false, null, null, null);
    }

    /** @param reason what the receiving server said, without addresses */
    public static EngagementEvent bounced(LedgerEntry message, String reason, Instant at) {
        return event(message, Kind.BOUNCED, "bounced", at, false, null, null, reason);
    }

    public static EngagementEvent delivered(LedgerEntry message, Instant at) {
        return event(
                message,
                Kind.DELIVERED,
                "delivered",
                at,
                false,
                message.request().trackOpens(),
                null,
                null);
    }

    public static EngagementEvent complained(LedgerEntry message, Instant at) {
        return event(message, Kind.COMPLAINED, "complained", at, false, null, null, null);
    }

    private static EngagementEvent event(
            LedgerEntry entry,
            Kind kind,
            String fact,
            Instant at,
            boolean machine,
            @Nullable Boolean openTracked,
            @Nullable String url,
            @Nullable String reason) {
        MessageRequested message = entry.request();
        return new EngagementEvent(
                message.id() + ":" + fact,
                kind,
                message.customer(),
                message.userId(),
                message.id(),
                message.channel(),
                message.campaign(),
                message.step(),
                message.template(),
                entry.variant().orElse(null),
                at,
                machine,
                openTracked,
                url,
                reason);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
