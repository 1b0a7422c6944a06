package dev.millrace.trigger.rest;

import dev.millrace.trigger.campaign.CampaignState;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.flow.CampaignChanges;
import dev.millrace.trigger.flow.CampaignChanges.Change;
import dev.millrace.trigger.flow.CampaignChanges.UnderWay;
import dev.millrace.trigger.journey.Program;
import dev.millrace.trigger.store.Campaigns;
import dev.millrace.trigger.store.Figures;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Campaigns: read, check, put (versioned), pause, activate, archive. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class CampaignResource {

    private final Campaigns campaigns;
    private final Figures figures;
    private final DocumentCheck check;
    private final CampaignChanges changes;

    CampaignResource(Campaigns campaigns, Figures figures, DocumentCheck check, CampaignChanges changes) {
        this.campaigns = campaigns;
        this.figures = figures;
        this.check = check;
        this.changes = changes;
    }

    @GET
    @Operation(summary = "All campaigns but the archived, with their figures")
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
            description = "Takes a JSON or YAML document. The new version holds for who starts from now on; underWay"
                    + " says what it means for the others: stay (in the version they started with), move (to the new"
                    + " version, if it has the step at which they stand) or end.")
    @APIResponse(responseCode = "400", description = "the document is refused, with the place of each fault")
    @APIResponse(responseCode = "503", description = "a neighbour did not answer, so nothing can be checked")
    public CampaignView put(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("underWay") @DefaultValue("stay") String underWay,
            String document) {
        DocumentCheck.requireId(id);
        @Nullable CampaignState wanted = state == null ? null : state(state);
        UnderWay choice = underWay(underWay);
        if (wanted == CampaignState.DRAFT) {
            requireDraft(id);
        }
        Reading.Accepted accepted = check.checked(id, document);
        Change change = changes.put(id, accepted.document().toString(), wanted, choice);
        return one(id).after(change);
    }

    @POST
    @Path("/check")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "Says whether a document could be put, and changes nothing")
    @APIResponse(responseCode = "400", description = "the document is refused, with the place of each fault")
    public CheckView check(@QueryParam("id") @DefaultValue("unnamed") String id, String document) {
        DocumentCheck.requireId(id);
        Program program = Program.of(check.checked(id, document).campaign());
        return CheckView.of(program);
    }

    @POST
    @Path("/{id}/pause")
    @Operation(
            summary = "Pauses a campaign",
            description = "It starts nobody, and who is on the way stands still, but still leaves when exitOn says so.")
    public CampaignView pause(@PathParam("id") String id) {
        return become(id, CampaignState.PAUSED);
    }

    @POST
    @Path("/{id}/activate")
    @Operation(
            summary = "Activates a draft, or lets a paused campaign go on",
            description = "What fell due meanwhile is done if it is still valid.")
    public CampaignView activate(@PathParam("id") String id) {
        return become(id, CampaignState.ACTIVE);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Archives a campaign",
            description = "It starts nobody any more; who is on the way leaves at the next step.")
    public void archive(@PathParam("id") String id) {
        Campaigns.Summary summary = summary(id);
        if (summary.state() == CampaignState.ARCHIVED) {
            throw ApiFailure.noCampaign(id);
        }
        changes.become(id, CampaignState.ARCHIVED);
    }

    private CampaignView become(String id, CampaignState state) {
        Campaigns.Summary summary = summary(id);
        if (summary.state() == CampaignState.ARCHIVED) {
            throw ApiFailure.wrongState(
                    "the campaign \"" + id + "\" is archived; put its document again to take it up");
        }
        if (state == CampaignState.PAUSED && summary.state() == CampaignState.DRAFT) {
            throw ApiFailure.wrongState("the campaign \"" + id + "\" is a draft, so there is nothing to pause");
        }
        if (state == CampaignState.ACTIVE) {
            // what it names may be gone since it was put; a pause must never wait for anybody
            check.checked(id, summary.document());
        }
        changes.become(id, state);
        return one(id);
    }

    private Campaigns.Summary summary(String id) {
        return campaigns.summary(id).orElseThrow(() -> ApiFailure.noCampaign(id));
    }

    private void requireDraft(String id) {
        campaigns
                .summary(id)
                .filter(summary -> summary.state() != CampaignState.DRAFT)
                .ifPresent(summary -> {
                    throw ApiFailure.wrongState("the campaign \"" + id + "\" is "
                            + summary.state().text() + " and can't be a draft again; keep the draft under another id");
                });
    }

    private static CampaignState state(String text) {
        return CampaignState.parse(text)
                .filter(state -> state != CampaignState.ARCHIVED)
                .orElseThrow(() -> ApiFailure.badParameter(
                        "state is \"" + text + "\"; expected draft, active or paused, or none"));
    }

    private static UnderWay underWay(String text) {
        for (UnderWay choice : UnderWay.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
                return choice;
            }
        }
        throw ApiFailure.badParameter("underWay is \"" + text + "\"; expected stay, move or end");
    }

    private static CampaignView view(Campaigns.Summary summary, Map<String, Figures.OfCampaign> counted) {
        return CampaignView.of(summary, counted.getOrDefault(summary.id(), Figures.OfCampaign.NONE));
    }
}
