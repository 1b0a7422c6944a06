package dev.millrace.trigger.rest;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.campaign.Campaign;
import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.flow.Simulations;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.segment.SegmentMembers.Answer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a campaign would do: nothing is sent, and nothing is kept. */
@Path("/api/campaigns/{id}/simulate")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SimulationResource {

    private final DocumentCheck check;
    private final Simulations simulations;
    private final InstantSource time;

    SimulationResource(DocumentCheck check, Simulations simulations, InstantSource time) {
        this.check = check;
        this.simulations = simulations;
        this.time = time;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Says step by step what the campaign would do with a customer, or with some of a segment",
            description = "Goes through the campaign, stored or in the body, as if it started now for each of them, on"
                    + " what is known of them now: consent, policies and expressions decide as they would. Nothing is"
                    + " sent, and nothing is kept.")
    @APIResponse(responseCode = "200", description = "what would happen")
    @APIResponse(responseCode = "400", description = "the document or a field of the request is refused")
    @APIResponse(responseCode = "404", description = "there is no such campaign")
    @APIResponse(responseCode = "503", description = "a neighbour did not answer")
    public SimulationView simulate(@PathParam("id") String id, @Nullable SimulationRequest request) {
        DocumentCheck.requireId(id);
        if (request == null || (request.customer() == null) == (request.segment() == null)) {
            throw ApiFailure.badParameter("name either a customer or a segment, such as {\"customer\": \"user:anna\"}");
        }
        CampaignVersion version = version(id, request);
        Simulations.Imagined imagined = request.imagined(version);
        List<CustomerId> customers = customers(request);
        return SimulationView.of(id, version.version(), time.instant(), simulations.run(version, customers, imagined));
    }

    /** As if it were active, whatever it is. */
    private CampaignVersion version(String id, SimulationRequest request) {
        Optional<CampaignVersion> stored = simulations.stored(id);
        if (request.document() != null) {
            Campaign campaign = check.checked(id, request.document().toString()).campaign();
            int next = stored.map(version -> version.version() + 1).orElse(1);
            return new CampaignVersion(campaign, next, CampaignState.ACTIVE);
        }
        return stored.orElseThrow(() -> ApiFailure.noCampaign(id));
    }

    private List<CustomerId> customers(SimulationRequest request) {
        Optional<CustomerId> one = request.who();
        if (one.isPresent()) {
            return List.of(one.get());
        }
        Answer answer = simulations.sample(String.valueOf(request.segment()), request.size());
        if (answer instanceof Answer.Page page) {
            return page.members();
        }
        if (answer instanceof Answer.NoSegment) {
            throw ApiFailure.badParameter("there is no segment \"" + request.segment() + "\"");
        }
        throw ApiFailure.unanswered("segment-service");
    }
}
