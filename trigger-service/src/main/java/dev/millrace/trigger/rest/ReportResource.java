package dev.millrace.trigger.rest;

import dev.millrace.trigger.flow.CampaignReports;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What came of a campaign. */
@Path("/api/campaigns/{id}/report")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ReportResource {

    private final CampaignReports reports;
    private final InstantSource time;

    ReportResource(CampaignReports reports, InstantSource time) {
        this.reports = reports;
        this.time = time;
    }

    @GET
    @Operation(
            summary = "What came of a campaign, as a whole, by version and by step",
            description = "About those who started on the days from and to, both included, in UTC: all that happened to"
                    + " them, whenever it did. Goals are credited to the message that touched the customer last.")
    @APIResponse(responseCode = "400", description = "a day is none")
    @APIResponse(responseCode = "404", description = "there is no such campaign")
    public ReportView of(
            @PathParam("id") String id,
            @Parameter(description = "the first day, such as 2026-03-02") @QueryParam("from") @Nullable String from,
            @Parameter(description = "the last day") @QueryParam("to") @Nullable String to) {
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        return reports.of(id, first, last)
                .map(found -> ReportView.of(found, first, last, time.instant()))
                .orElseThrow(() -> ApiFailure.noCampaign(id));
    }

    @POST
    @Path("/recount")
    @Operation(
            summary = "Counts a campaign's figures anew from the rows they come from",
            description =
                    "Reads all of its enrolments, decisions and messages. Corrects figures that differ, which none"
                            + " should, and says how many that were. Days that are closed stay as they are.")
    @APIResponse(responseCode = "404", description = "there is no such campaign")
    public Recounted recount(@PathParam("id") String id) {
        OptionalInt corrected = reports.correct(id);
        return new Recounted(corrected.orElseThrow(() -> ApiFailure.noCampaign(id)));
    }

    /** @param corrected figures that differed */
    public record Recounted(int corrected) {}

    private static @Nullable LocalDate day(String name, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ApiFailure.badParameter(name + " is \"" + text + "\"; expected a day such as 2026-03-02");
        }
    }
}
