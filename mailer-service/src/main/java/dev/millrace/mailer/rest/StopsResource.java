package dev.millrace.mailer.rest;

import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Stops;
import dev.millrace.mailer.smtp.SendingPolicy;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Campaigns whose mail waits because servers refuse it for what they think of us. */
@Path("/api/stops")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stops")
public final class StopsResource {

    private final Stops stops;
    private final Ledger ledger;
    private final InstantSource time;

    StopsResource(Stops stops, Ledger ledger, InstantSource time) {
        this.stops = stops;
        this.ledger = ledger;
        this.time = time;
    }

    /** All of them. */
    record Listing(List<Stops.Stop> stops) {}

    @GET
    @Operation(summary = "Campaigns that are stopped, since when and why")
    public Listing list() {
        return new Listing(stops.list());
    }

    @DELETE
    @Path("{campaign}")
    @Operation(summary = "Lets a campaign go on; what waits and is not stale is sent")
    public Response resume(@PathParam("campaign") String campaign) {
        if (!stops.resume(campaign)) {
            return ErrorBody.response(
                    Response.Status.NOT_FOUND, "not-stopped", "the campaign " + campaign + " is not stopped");
        }
        ledger.wake(campaign, SendingPolicy.STOPPED, time.instant());
        return Response.noContent().build();
    }
}
