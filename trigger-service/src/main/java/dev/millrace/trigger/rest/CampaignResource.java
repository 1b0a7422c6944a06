package dev.millrace.trigger.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.segment.CampaignCheck;
import dev.millrace.trigger.segment.Checked;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Figures;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Campaigns: read, put (checked, versioned), archive. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CampaignResource {

    private final Campaigns campaigns;
    private final Figures figures;
    private final CampaignCheck check;
    private final InstantSource time;

    CampaignResource(Campaigns campaigns, Figures figures, CampaignCheck check, InstantSource time) {
        this.campaigns = campaigns;
        this.figures = figures;
        this.check = check;
        this.time = time;
    }

    @GET
    @Operation(summary = "All active campaigns with their figures")
    public CampaignView.Page all() {
        Map<String, Figures.OfCampaign> counted = figures.byCampaign();
        List<CampaignView> views = campaigns.summaries().stream()
                .map(summary -> view(summary, counted).withoutDocument())
                .toList();
        return new CampaignView.Page(views);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One campaign with its document")
    public CampaignView one(@PathParam("id") String id) {
        return campaigns
                .summary(id)
                .map(summary -> view(summary, figures.byCampaign()))
                .orElseThrow(() -> ApiFailure.noCampaign(id));
    }

    @PUT
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Creates a campaign or makes a new version of it",
            description = "Takes a JSON or YAML document. Running enrolments keep the version they started with.")
    public CampaignView put(@PathParam("id") String id, String document) {
        requireId(id);
        Reading reading = CampaignText.read(id, document);
        if (reading instanceof Reading.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        Reading.Accepted accepted = (Reading.Accepted) reading;
        Checked checked = check.check(accepted.campaign());
        if (checked instanceof Checked.Refused refused) {
            throw ApiFailure.refused(refused.problems());
        }
        if (checked instanceof Checked.Unanswered unanswered) {
            throw ApiFailure.unanswered(unanswered.service());
        }
        Campaigns.Summary saved = campaigns.save(id, accepted.document().toString(), time.instant());
        return view(saved, figures.byCampaign());
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Archives a campaign",
            description = "It starts nobody any more; who is on the way leaves when the next send falls due.")
    public void archive(@PathParam("id") String id) {
        if (!campaigns.archive(id, time.instant())) {
            throw ApiFailure.noCampaign(id);
        }
    }

    private static void requireId(String id) {
        try {
            SegmentDefinition.requireId(id);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badId("found \"" + id + "\"; " + e.getMessage());
        }
    }

    private static CampaignView view(Campaigns.Summary summary, Map<String, Figures.OfCampaign> counted) {
        return CampaignView.of(summary, counted.getOrDefault(summary.id(), Figures.OfCampaign.NONE));
    }
}
