package dev.millrace.trigger.rest;

import dev.millrace.trigger.flow.CampaignChanges;
import dev.millrace.trigger.store.BroadcastProgress;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** How far a campaign's broadcast has come. It is paused and goes on with its campaign. */
@Path("/api/campaigns/{id}/broadcast")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BroadcastResource {

    private final BroadcastProgress progress;
    private final CampaignChanges changes;

    BroadcastResource(BroadcastProgress progress, CampaignChanges changes) {
        this.progress = progress;
        this.changes = changes;
    }

    @GET
    @Operation(
            summary = "How far the campaign's broadcast has come",
            description = "planned until it is time, reading while members of the segment are started, then done;"
                    + " cancelled; or missed, if nobody could be reached in time.")
    @APIResponse(responseCode = "200", description = "the newest broadcast of the campaign")
    @APIResponse(
            responseCode = "404",
            description = "there is no such campaign, or nobody put it on yet, or it has no broadcast")
    public BroadcastProgress.Of get(@PathParam("id") String id) {
        return progress.of(id).orElseThrow(() -> ApiFailure.noBroadcast(id));
    }

    @POST
    @Path("/cancel")
    @Operation(
            summary = "Ends the campaign's broadcast for those whose turn has not come",
            description =
                    "Nobody else starts. Who has done a step already goes on; archive the campaign to end these, too.")
    @APIResponse(responseCode = "200", description = "how far it had come")
    @APIResponse(responseCode = "404", description = "there is no broadcast that could be cancelled")
    public BroadcastProgress.Of cancel(@PathParam("id") String id) {
        if (!changes.cancelBroadcast(id)) {
            throw ApiFailure.noBroadcast(id);
        }
        return get(id);
    }
}
