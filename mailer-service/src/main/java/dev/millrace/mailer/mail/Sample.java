package dev.millrace.mailer.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.MessageCommand.Recipient;
import dev.millrace.mailer.template.TemplateSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests that nobody made, to look at a template with. No ledger has them, so what is done with their links counts nowhere. */
public final class Sample {

    /** No message is called so: a message's id names a journey. */
    private static final String ID = "preview";

    private static final String NOBODY = "somebody@example.com";

    private Sample() {}

    /** A customer with a cart and an order. */
    public static ObjectNode snapshot() {
        try (InputStream file =
                Objects.requireNonNull(Sample.class.getResourceAsStream("sample.json"), "sample.json")) {
            return (ObjectNode) Json.mapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the sample can't be read", e);
        }
    }

    /** @param to whom it is addressed to; null for nobody in particular */
    public static MessageRequested request(
            TemplateSource template, ObjectNode snapshot, @Nullable String to, Instant now) {
        return new MessageRequested(
                ID,
                CustomerId.user(ID),
                null,
                template.messageClass(),
                "email",
                ID,
                1,
                "0",
                template.id(),
                new Recipient(to == null ? NOBODY : to, null, null),
                now,
                now.plus(Duration.ofHours(1)),
                false,
                snapshot,
                null,
                null);
    }
}
