package dev.millrace.segment.rest;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.query.PartitionViews;
import dev.millrace.segment.query.Router;
import dev.millrace.segment.query.RulesInForce;
import dev.millrace.segment.stream.counts.CountSeries;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is in a segment, and how many have been. */
@Path("/api/segments")
@Tag(name = "Segments")
public class SegmentMembersResource {

    private static final int MAX_PAGE = 1_000;

    /** @param at the beginning of the minute, hour or day; {@code count} is how many there were at its end */
    public record CountView(Instant at, long count) {}

    /** @param counts oldest first; the last one is how many there are now */
    public record HistoryView(String segment, String by, List<CountView> counts) {}

    private final MemberPages pages;
    private final Router router;
    private final PartitionViews views;
    private final RulesInForce rules;

    SegmentMembersResource(MemberPages pages, Router router, PartitionViews views, RulesInForce rules) {
        this.pages = pages;
        this.router = router;
        this.views = views;
        this.rules = rules;
    }

    @GET
    @Path("/{id}/members")
    @Operation(
            summary = "The members of a segment, page by page",
            description = "Send the next of a page as after for the one behind it. Nobody who stays a member is left"
                    + " out or shown twice, whoever enters or leaves meanwhile.")
    public MemberPages.Page members(
            String id,
            @QueryParam("after") @Nullable String after,
            @Parameter(description = "1 to 1000 members") @QueryParam("limit") @DefaultValue("100") int limit,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        requireSegment(id);
        if (limit < 1 || limit > MAX_PAGE) {
            throw Refused.badRequest("\"limit\" is " + limit + "; expected 1 to " + MAX_PAGE);
        }
        return pages.page(id, MemberCursor.read(after), limit, authorization);
    }

    @GET
    @Path("/{id}/counts")
    @Operation(
            summary = "How many members a segment had",
            description = "By minute for 2 hours, by hour for a week, by day for 2 years, in the time of the log.")
    public HistoryView counts(
            String id,
            @Parameter(schema = @Schema(enumeration = {"minute", "hour", "day"}))
                    @QueryParam("by")
                    @DefaultValue("hour")
                    String by,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        requireSegment(id);
        CountHistoryQuestion question = new CountHistoryQuestion(id, series(by), views.asOf());
        List<Instant> slots = question.slots();
        List<Long> counts = CountHistoryQuestion.sum(router.ask(question, router.everyPartition(), authorization)
                        .all())
                .counts();
        List<CountView> shown = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot++) {
            if (counts.get(slot) != CountHistoryQuestion.NOTHING) {
                shown.add(new CountView(slots.get(slot), counts.get(slot)));
            }
        }
        return new HistoryView(id, by, shown);
    }

    private static CountSeries series(String by) {
        try {
            return CountSeries.valueOf(by.toUpperCase(Locale.ROOT) + "S");
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("\"by\" is " + by + "; expected minute, hour or day");
        }
    }

    private void requireSegment(String id) {
        boolean known =
                rules.any().definitions().stream().map(SegmentDefinition::id).anyMatch(id::equals);
        if (!known) {
            throw Refused.notFound("no segment has the id " + id);
        }
    }
}
