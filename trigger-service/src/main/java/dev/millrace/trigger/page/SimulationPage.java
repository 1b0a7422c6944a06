package dev.millrace.trigger.page;

import dev.millrace.contract.CustomerId;
import dev.millrace.trigger.flow.Simulations;
import dev.millrace.trigger.flow.Simulations.Imagined;
import dev.millrace.trigger.flow.Simulations.Journeyed;
import dev.millrace.trigger.journey.CampaignVersion;
import dev.millrace.trigger.segment.SegmentMembers;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Shows a campaign's steps as a picture, and what would happen at them to one customer or to some of a segment. Nothing is sent,
 * and nothing is kept. Guarded as the index page is.
 */
@Path("/campaigns/{id}/simulate")
@Blocking
public class SimulationPage {

    @CheckedTemplate
    static class Templates {

        static native TemplateInstance simulation(SimulationPageView view);
    }

    private final Simulations simulations;
    private final PageGuard guard;
    private final InstantSource time;

    SimulationPage(Simulations simulations, PageGuard guard, InstantSource time) {
        this.simulations = simulations;
        this.guard = guard;
        this.time = time;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response show(
            @PathParam("id") String id,
            @BeanParam SimulationForm form,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return guard.showOf(authorization, () -> simulations.stored(id).map(version -> answer(version, form)));
    }

    private Response.ResponseBuilder answer(CampaignVersion version, SimulationForm form) {
        try {
            Imagined imagined = new Imagined(null, form.happens(version));
            List<Journeyed> journeys = simulations.run(version, customers(form), imagined);
            return Response.ok(page(version, form, journeys, null));
        } catch (SimulationForm.Mistake mistake) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(version, form, List.of(), mistake.getMessage()));
        }
    }

    private TemplateInstance page(
            CampaignVersion version, SimulationForm form, List<Journeyed> journeys, @Nullable String problem) {
        return Templates.simulation(new SimulationPageView(version, form, journeys, problem, time.instant()));
    }

    private List<CustomerId> customers(SimulationForm form) {
        if (!form.customer().isEmpty()) {
            return List.of(form.customerId());
        }
        if (form.segment().isEmpty()) {
            return List.of();
        }
        SegmentMembers.Answer answer = simulations.sample(form.segment(), form.sample());
        if (answer instanceof SegmentMembers.Answer.Page page) {
            return page.members();
        }
        throw new SimulationForm.Mistake(
                answer instanceof SegmentMembers.Answer.NoSegment
                        ? "There is no segment \"" + form.segment() + "\"."
                        : "segment-service does not answer now. Try again.");
    }
}
