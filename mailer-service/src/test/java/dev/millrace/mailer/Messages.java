package dev.millrace.mailer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.MessageCommand.Recipient;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Message requests as tests need them. */
public final class Messages {

    public static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

    private Messages() {}

    public static MessageRequested marketing(String id) {
        return request(id, MessageClass.MARKETING, "abandoned-cart-1", T0, Duration.ofHours(12), true, snapshot());
    }

    public static MessageRequested transactional(String id) {
        return request(id, MessageClass.TRANSACTIONAL, "receipt", T0, Duration.ofHours(12), false, snapshot());
    }

    public static MessageRequested request(
            String id,
            MessageClass messageClass,
            String template,
            Instant at,
            Duration valid,
            boolean trackOpens,
            ObjectNode snapshot) {
        return request(id, id + "@example.test", messageClass, template, at, valid, trackOpens, snapshot);
    }

    public static MessageRequested request(
            String id, String address, MessageClass messageClass, String template, Instant at, Duration valid) {
        return request(id, address, messageClass, template, at, valid, true, snapshot());
    }

    private static MessageRequested request(
            String id,
            String address,
            MessageClass messageClass,
            String template,
            Instant at,
            Duration valid,
            boolean trackOpens,
            ObjectNode snapshot) {
        return new MessageRequested(
                id,
                CustomerId.user("u-" + id),
                "u-" + id,
                messageClass,
                "email",
                "abandoned-cart",
                1,
                "0",
                template,
                new Recipient(address, "Ana Řezníčková", "en"),
                at,
                at.plus(valid),
                trackOpens,
                snapshot,
                null,
                null);
    }

    /** The same to a reader of another language. */
    public static MessageRequested to(@Nullable String locale, MessageRequested message) {
        Recipient recipient = message.recipient();
        return with(new Recipient(recipient.email(), recipient.name(), locale), message.subject(), message);
    }

    /** The same with a subject of its own; null leaves that of the template. */
    public static MessageRequested under(@Nullable String subject, MessageRequested message) {
        return with(message.recipient(), subject, message);
    }

    private static MessageRequested with(Recipient recipient, @Nullable String subject, MessageRequested message) {
        return new MessageRequested(
                message.id(),
                message.customer(),
                message.userId(),
                message.messageClass(),
                message.channel(),
                message.campaign(),
                message.campaignVersion(),
                message.step(),
                message.template(),
                recipient,
                message.requestedAt(),
                message.validUntil(),
                message.trackOpens(),
                message.snapshot(),
                subject,
                message.preheader());
    }

    public static ObjectNode snapshot() {
        return json(
                """
                {"customer": {"firstName": "Ana", "email": "ana@example.test"},
                 "cart": {"count": 3, "value": "158.40", "currency": "EUR", "stage": "cart", "items": [
                   {"productId": "p1", "name": "Walnut cutting board", "price": "49.50", "quantity": 2,
                    "imageUrl": "https://cdn.shop.test/board.png", "url": "https://www.shop.test/p/board?size=l&wood=walnut"},
                   {"productId": "p2", "name": "Linen apron \\u201cMill\\u201d", "price": "59.40", "quantity": 1,
                    "imageUrl": "https://cdn.shop.test/apron.png", "url": "https://www.shop.test/p/apron"}]},
                 "orders": {"count": 1, "total": "120.00", "currency": "EUR",
                   "newest": [{"id": "o-7", "at": "2026-01-05T18:00:00Z", "total": "120.00"}]},
                 "trigger": {"segment": "abandoned-cart", "at": "2026-03-02T09:59:50Z"}}
                """);
    }

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
