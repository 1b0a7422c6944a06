package dev.millrace.segment.rest;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Whom an expression would select, over the customers of all instances. */
@Path("/api/segments")
@Tag(name = "Segments")
public class PreviewResource {

    public record PreviewRequest(
            @Schema(examples = "count(order_completed) = 0") @Nullable String expression,
            @Schema(description = "an instant or a day; now, if absent") @Nullable String at,
            @Nullable Map<String, String> parameters,
            @Schema(description = "true reads every customer, however long it takes") @Nullable Boolean exact) {}

    private final Previews previews;

    PreviewResource(Previews previews) {
        this.previews = previews;
    }

    @POST
    @Path("/preview")
    @Operation(
            summary = "Counts whom an expression selects, now or as at an instant",
            description = "Few customers are counted one and all. Of many a fair sample is read, which takes about a"
                    + " second; the answer then says estimate: true and how far off it may be.")
    public Preview preview(
            @Nullable PreviewRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        return previews.count(asked(body), authorization);
    }

    @POST
    @Path("/preview/progress")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The same as server-sent events, one after each partition",
            description = "For counting many customers exactly: each event has the count so far and how many"
                    + " partitions it is of.")
    public Multi<Previews.Progress> progress(
            @Nullable PreviewRequest body,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        return previews.follow(asked(body), authorization);
    }

    private static PreviewQuestion.Asked asked(@Nullable PreviewRequest body) {
        PreviewRequest request = Refused.requireBody(body);
        return new PreviewQuestion.Asked(
                Expressions.requireText(request.expression()),
                request.parameters(),
                request.at() == null ? null : instant(request.at()),
                Boolean.TRUE.equals(request.exact()));
    }

    private static Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text.length() == "2026-01-01".length() ? text + "T00:00:00Z" : text);
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Refused.badRequest("\"at\" is " + text + "; expected an instant such as 1998-06-30T00:00:00Z");
        }
    }
}
