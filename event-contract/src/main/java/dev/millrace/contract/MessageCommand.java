package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What trigger-service tells mailer-service, on {@code messages.requests.transactional} and
 * {@code messages.requests.marketing}, keyed by customer: a request, and perhaps later its cancellation on the same topic
 * and key, so that the two are read in order.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageCommand.MessageRequested.class, name = "requested"),
    @JsonSubTypes.Type(value = MessageCommand.MessageCancelled.class, name = "cancelled")
})
public sealed interface MessageCommand {

    /** The message id: the same for the same enrolment and step, so that a repeated request is recognised. */
    String id();

    CustomerId customer();

    /** Transactional mail is sent on contract, marketing mail on consent. */
    enum MessageClass {
        @JsonProperty("transactional")
        TRANSACTIONAL,
        @JsonProperty("marketing")
        MARKETING
    }

    /**
     * Where a message goes: one bare address as {@link IdentityKey#looksLikeMail} knows it, so without a display name,
     * brackets or quotes. {@code locale} is a BCP 47 tag.
     */
    record Recipient(String email, @Nullable String name, @Nullable String locale) {

        public Recipient {
            if (!IdentityKey.looksLikeMail(email)) {
                throw new IllegalArgumentException(
                        "a recipient's address is not one bare address, expected name@domain without <>\"(),;:\\[] or space");
            }
        }

        @Override
        public String toString() {
            return "Recipient[hidden]";
        }
    }

    /**
     * One message to one customer.
     *
     * @param campaign the campaign's id, and {@code step} the place of the send in it
     * @param template the template's id
     * @param requestedAt when it was decided
     * @param validUntil past it the message is stale and must not be sent
     * @param trackOpens whether the recipient's consent and law allow an opening to be tracked
     * @param snapshot all that rendering needs, as the segment-service answered: {@code customer}, {@code cart},
     *     {@code shop}, {@code trigger}
     * @param subject Liquid, in place of the template's; null takes the template's
     * @param preheader the same of the preheader
     */
    record MessageRequested(
            String id,
            CustomerId customer,
            @Nullable String userId,
            MessageClass messageClass,
            String channel,
            String campaign,
            int campaignVersion,
            String step,
            String template,
            Recipient recipient,
            Instant requestedAt,
            Instant validUntil,
            boolean trackOpens,
            ObjectNode snapshot,
            @Nullable String subject,
            @Nullable String preheader)
            implements MessageCommand {

        public MessageRequested {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(messageClass, "messageClass");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(campaign, "campaign");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(template, "template");
            Objects.requireNonNull(recipient, "recipient");
            Objects.requireNonNull(requestedAt, "requestedAt");
            Objects.requireNonNull(validUntil, "validUntil");
            snapshot = snapshot == null ? Json.object() : Json.copyOf(snapshot);
        }

        /** The same, to be looked at without being noticed. */
        public MessageRequested withoutTracking() {
            return new MessageRequested(
                    id,
                    customer,
                    userId,
                    messageClass,
                    channel,
                    campaign,
                    campaignVersion,
                    step,
                    template,
                    recipient,
                    requestedAt,
                    validUntil,
                    false,
                    snapshot,
                    subject,
                    preheader);
        }

        /** Without the snapshot, which has the customer's traits. */
        @Override
        public String toString() {
            return "MessageRequested[id=" + id + ", customer=" + customer + ", campaign=" + campaign + ", step=" + step
                    + ", template=" + template + "]";
        }
    }

    /**
     * The message must not be sent any more, unless it already was handed over.
     *
     * @param reason {@link #ERASED} says that its customer is forgotten, so that the message is, too
     */
    record MessageCancelled(String id, CustomerId customer, String reason, Instant at) implements MessageCommand {

        public static final String ERASED = "erased";

        public MessageCancelled {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(at, "at");
        }
    }
}
