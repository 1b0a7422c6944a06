package dev.millrace.trigger.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.store.Decisions;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was decided about a customer, and why. */
@Path("/api/customers/{id}/decisions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DecisionResource {

    private static final int MOST = 200;

    private final Decisions decisions;

    DecisionResource(Decisions decisions) {
        this.decisions = decisions;
    }

    @GET
    @Transactional
    @Operation(summary = "The newest decisions about a customer, newest first")
    public DecisionView.Page of(@PathParam("id") String id) {
        try {
            String customer = CustomerId.of(id).value();
            return new DecisionView.Page(
                    decisions.of(customer, MOST).stream().map(DecisionView::of).toList());
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId(String.valueOf(e.getMessage()));
        }
    }
}
