package dev.millrace.mailer.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as the API shows it: everything but whom it is addressed to. */
record MessageView(
        String id,
        String customer,
        String campaign,
        String step,
        String template,
        @Nullable String variant,
        @JsonProperty("class") MessageClass messageClass,
        String state,
        Instant requestedAt,
        Instant validUntil,
        Instant updatedAt,
        @Nullable Instant nextAt,
        int attempts,
        String reason) {

    /** Some messages, and how many there are in each state. */
    record Listing(List<MessageView> messages, Map<String, Long> states) {}

    static MessageView of(LedgerEntry entry) {
        MessageRequested request = entry.request();
        return new MessageView(
                request.id(),
                request.customer().value(),
                request.campaign(),
                request.step(),
                request.template(),
                entry.variant().orElse(null),
                request.messageClass(),
                entry.state().code(),
                request.requestedAt(),
                request.validUntil(),
                entry.updatedAt(),
                entry.state().wakeAt().orElse(null),
                entry.attempts(),
                entry.state().reason());
    }
}
