package dev.millrace.mailer.rest;

import dev.millrace.mailer.mail.Sender;
import dev.millrace.mailer.smtp.DkimKey;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whom mails come from, and what the world has to be able to look up for it. */
@Path("/api/sender")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sender")
public final class SenderResource {

    private final Sender sender;
    private final Optional<DkimKey> key;

    SenderResource(Sender sender, Optional<DkimKey> key) {
        this.sender = sender;
        this.key = key;
    }

    /** @param dkim the record that the sender's name servers have to publish; null if mails are not signed here */
    record View(String name, String address, DkimKey.@Nullable Published dkim) {}

    @GET
    @Operation(summary = "The sender, and the DNS record of the key that signs")
    public View get() {
        return new View(
                sender.name(), sender.address(), key.map(DkimKey::published).orElse(null));
    }
}
