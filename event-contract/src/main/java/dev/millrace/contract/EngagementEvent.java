package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message, on {@code events.engagement}, keyed by {@link #customer}.
 *
 * @param id stable for the same fact: message id, kind and, for a click, the link; readers dedupe on it
 * @param message the id of the {@link MessageCommand.MessageRequested} it answers
 * @param variant whose subject and preheader the message had, where a template has several
 * @param at when it happened, by the mailer's clock
 * @param machine true when an opening or click came from a scanner or a privacy proxy and says nothing about the reader
 * @param openTracked on {@link Kind#SENT} and {@link Kind#DELIVERED}: whether an opening could be seen at all
 * @param url on {@link Kind#CLICKED}: the link's target
 * @param reason on failures: what the receiving server said, without addresses
 */
public record EngagementEvent(
        String id,
        Kind kind,
        CustomerId customer,
        @Nullable String userId,
        String message,
        String channel,
        @Nullable String campaign,
        @Nullable String step,
        @Nullable String template,
        @Nullable String variant,
        Instant at,
        boolean machine,
        @Nullable Boolean openTracked,
        @Nullable String url,
        @Nullable String reason) {

    /** What happened to the message; {@link #eventName()} is how the segment language calls it. */
    public enum Kind {
        @JsonProperty("sent")
        SENT("email_sent"),
        @JsonProperty("delivered")
        DELIVERED("email_delivered"),
        @JsonProperty("opened")
        OPENED("email_opened"),
        @JsonProperty("clicked")
        CLICKED("email_clicked"),
        @JsonProperty("bounced")
        BOUNCED("email_bounced"),
        @JsonProperty("complained")
        COMPLAINED("email_complained"),
        @JsonProperty("unsubscribed")
        UNSUBSCRIBED("email_unsubscribed"),
        @JsonProperty("not-sent")
        NOT_SENT("email_not_sent");

        private final String eventName;

        Kind(String eventName) {
            this.eventName = eventName;
        }

        public String eventName() {
            return eventName;
        }
    }

    public EngagementEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(at, "at");
        if (id.isBlank() || message.isBlank() || channel.isBlank()) {
            throw new IllegalArgumentException("an engagement event has an id, a message and a channel");
        }
    }
}
