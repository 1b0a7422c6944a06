package dev.millrace.trigger.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import dev.millrace.trigger.store.ConsentLedger;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a customer said about being written to: the proof. */
@Path("/api/customers/{id}/consents")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ConsentResource {

    /** @param address keyed hash of the address it was said for; null while it is not known */
    public record View(
            String channel,
            String purpose,
            String status,
            @Nullable Instant at,
            @Nullable String wording,
            @Nullable String source,
            @Nullable String basis,
            @Nullable Instant expiresAt,
            @Nullable String address,
            String origin,
            Instant recordedAt) {

        static View of(ConsentLedger.Entry entry) {
            ConsentStatement said = entry.said();
            return new View(
                    said.channel(),
                    said.purpose(),
                    said.status(),
                    said.at(),
                    said.wording(),
                    said.source(),
                    said.basis(),
                    said.expiresAt(),
                    said.address(),
                    entry.origin().name().toLowerCase(Locale.ROOT),
                    entry.recordedAt());
        }
    }

    public record Page(List<View> consents) {}

    private final ConsentLedger ledger;

    ConsentResource(ConsentLedger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Operation(summary = "A customer's lines of the consent ledger, the newest first")
    public Page of(@PathParam("id") String id) {
        try {
            String customer = CustomerId.of(id).value();
            return new Page(ledger.of(List.of(customer)).stream().map(View::of).toList());
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId(String.valueOf(e.getMessage()));
        }
    }
}
