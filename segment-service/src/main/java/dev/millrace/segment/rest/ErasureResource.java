package dev.millrace.segment.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.staff.ErasureLog;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Forgets people for good. */
@Path("/api/customers")
@Tag(name = "Customers")
public class ErasureResource {

    /** What was asked for; done when {@code customers.erasures} has a record of the id. */
    public record ErasureView(CustomerId id, String status) {}

    private final ErasureLog erasures;

    ErasureResource(ErasureLog erasures) {
        this.erasures = erasures;
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Erases a person, under each id that is known to be theirs",
            description = "Profile, timeline, links and memberships go here; the other services follow"
                    + " customers.erasures. What happened until now and arrives later is dropped. Asking again, or for"
                    + " an id that nobody knows, is answered the same.")
    @APIResponse(responseCode = "202", description = "it is in the log and will be done")
    @APIResponse(responseCode = "503", description = "it is not in the log; ask again")
    public Response erase(String id) {
        CustomerId customer = CustomerIds.require(id);
        erasures.erase(customer);
        return Response.accepted(new ErasureView(customer, "accepted")).build();
    }
}
