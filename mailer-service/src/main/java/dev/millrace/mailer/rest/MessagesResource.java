package dev.millrace.mailer.rest;

import dev.millrace.mailer.mongo.Ledger;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of messages. */
@Path("/api/messages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public final class MessagesResource {

    private static final int MAX_LIMIT = 1_000;

    private final Ledger ledger;

    MessagesResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Operation(
            summary = "Newest messages first, of one customer or in one state if given; and how many are in each state")
    public MessageView.Listing list(
            @QueryParam("customer") Optional<String> customer,
            @QueryParam("state") Optional<String> state,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int bounded = Math.max(1, Math.min(limit, MAX_LIMIT));
        return new MessageView.Listing(
                ledger.list(customer, state, bounded).stream()
                        .map(MessageView::of)
                        .toList(),
                ledger.countByState());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One message")
    public Response get(@PathParam("id") String id) {
        return ledger.find(id)
                .map(found -> Response.ok(MessageView.of(found)).build())
                .orElseGet(() ->
                        ErrorBody.response(Response.Status.NOT_FOUND, "unknown-message", "there is no message " + id));
    }
}
