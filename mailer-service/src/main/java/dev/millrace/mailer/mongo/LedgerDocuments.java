package dev.millrace.mailer.mongo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.Lease;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.link.MailId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * How a message is written down. The request is kept as its JSON text, since a shop's field names are not fit to be names
 * in MongoDB; what is searched for stands beside it. {@code wakeAt} is there exactly while the message is not final.
 */
final class LedgerDocuments {

    /** What goes at once when the customer is erased, while events are on their way. */
    static final List<String> ALL_BUT_EVENTS = List.of(
            "request",
            "mail",
            "customer",
            "campaign",
            "step",
            "template",
            "variant",
            "messageClass",
            "relay",
            "requestedAt",
            "addressHash",
            "attempts",
            "answersLost",
            "revision",
            "reason",
            "wakeAt",
            "owner",
            "updatedAt",
            "facts");

    private LedgerDocuments() {}

    static Document newDocument(
            MessageRequested request,
            String addressHash,
            String relay,
            Optional<String> variant,
            MessageState state,
            Instant now) {
        Document document = new Document("_id", request.id())
                .append("request", json(request))
                .append("mail", MailId.of(request.id()).toString())
                .append("customer", request.customer().value())
                .append("campaign", request.campaign())
                .append("step", request.step())
                .append("template", request.template())
                .append("variant", variant.orElse(null))
                .append("messageClass", request.messageClass().name())
                .append("relay", relay)
                .append("requestedAt", Store.date(request.requestedAt()))
                .append("addressHash", addressHash)
                .append("attempts", 0)
                .append("revision", 1L);
        document.putAll(stateFields(state, now));
        document.values().removeIf(java.util.Objects::isNull);
        return document;
    }

    /** The fields of a state; a null value means that the field has to go. */
    static Document stateFields(MessageState state, Instant now) {
        return new Document("state", state.code())
                .append("reason", state.reason().isEmpty() ? null : state.reason())
                .append("wakeAt", state.wakeAt().map(Store::date).orElse(null))
                .append("owner", owner(state).orElse(null))
                .append("updatedAt", Store.date(now));
    }

    static LedgerEntry entry(Document document) {
        return new LedgerEntry(
                request(document.getString("request")),
                document.getString("addressHash"),
                Optional.ofNullable(document.getString("variant")),
                state(document),
                document.getInteger("attempts", 0),
                document.getInteger("answersLost", 0),
                document.getLong("revision"),
                Store.requireInstant(document, "updatedAt"));
    }

    private static Optional<String> owner(MessageState state) {
        if (state instanceof MessageState.Claimed claimed) {
            return Optional.of(claimed.lease().owner());
        }
        return state instanceof MessageState.Sending sending
                ? Optional.of(sending.lease().owner())
                : Optional.empty();
    }

    private static MessageState state(Document document) {
        String code = document.getString("state");
        String reason = Optional.ofNullable(document.getString("reason")).orElse("");
        return switch (code) {
            case "queued" -> new MessageState.Queued(Store.requireInstant(document, "wakeAt"));
            case "retry-at" -> new MessageState.RetryAt(Store.requireInstant(document, "wakeAt"), reason);
            case "claimed" -> new MessageState.Claimed(lease(document));
            case "sending" -> new MessageState.Sending(lease(document));
            case "accepted" -> new MessageState.Accepted(reason);
            case "rejected" -> new MessageState.Rejected(reason);
            case "suppressed" -> new MessageState.Suppressed(reason);
            case "expired" -> new MessageState.Expired(reason);
            case "cancelled" -> new MessageState.Cancelled(reason);
            case "held" -> new MessageState.Held(reason);
            case "unknown" -> new MessageState.Unknown(reason, Optional.ofNullable(Store.instant(document, "wakeAt")));
            default ->
                throw new IllegalStateException(
                        "message " + document.getString("_id") + " is in a state this version does not know: " + code);
        };
    }

    private static Lease lease(Document document) {
        return new Lease(document.getString("owner"), Store.requireInstant(document, "wakeAt"));
    }

    private static String json(MessageRequested request) {
        try {
            return Json.mapper().writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that can't be written", e);
        }
    }

    private static MessageRequested request(String json) {
        try {
            return Json.mapper().readValue(json, MessageRequested.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request that can't be read", e);
        }
    }
}
