package dev.millrace.trigger.page;

import dev.millrace.trigger.flow.CampaignReports;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A campaign's report for people, guarded as the index page is. */
@Path("/campaigns/{id}/report")
@Blocking
public class ReportPage {

    @CheckedTemplate
    static class Templates {

        static native TemplateInstance report(ReportPageView view);
    }

    private final CampaignReports reports;
    private final PageGuard guard;
    private final InstantSource time;

    ReportPage(CampaignReports reports, PageGuard guard, InstantSource time) {
        this.reports = reports;
        this.guard = guard;
        this.time = time;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response show(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return guard.showOf(authorization, () -> reports.of(id, null, null)
                .map(found -> Response.ok(Templates.report(new ReportPageView(found, time.instant())))));
    }
}
