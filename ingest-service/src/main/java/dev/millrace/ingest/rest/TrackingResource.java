package dev.millrace.ingest.rest;

import dev.millrace.ingest.tracking.CallType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The tracking API, as Segment's clients speak it. The content type of a request is ignored: clients send JSON as text and
 * gzip as a form. Runs on event loops and never blocks one.
 */
@Path("/v1")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tracking")
@APIResponse(
        responseCode = "200",
        description = "Stored in Kafka, but for the events listed as refused",
        content = @Content(schema = @Schema(implementation = Answer.class)))
@APIResponse(
        responseCode = "400",
        description = "Not JSON of the expected shape, or the one event can't be taken",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "401",
        description = "The write key is missing or unknown",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "413",
        description = "More than 32 KB for one event with the context of its batch, 500 KB or 2,500 events for a batch",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "Not stored; send the same again after Retry-After seconds, with the same message ids",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
public class TrackingResource {

    private final Intake intake;

    TrackingResource(Intake intake) {
        this.intake = intake;
    }

    @POST
    @Path("/track")
    @Operation(summary = "Something a customer did")
    public CompletionStage<Response> track(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.call(CallType.TRACK, authorization, body);
    }

    @POST
    @Path("/page")
    @Operation(summary = "A page a customer looked at")
    public CompletionStage<Response> page(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.call(CallType.PAGE, authorization, body);
    }

    @POST
    @Path("/identify")
    @Operation(summary = "Who a customer is")
    public CompletionStage<Response> identify(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.call(CallType.IDENTIFY, authorization, body);
    }

    @POST
    @Path("/alias")
    @Operation(summary = "That two ids name one customer: what was known under previousId goes to userId")
    public CompletionStage<Response> alias(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.call(CallType.ALIAS, authorization, body);
    }

    @POST
    @Path("/batch")
    @Operation(summary = "Many calls, each with its type")
    public CompletionStage<Response> batch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.batch(authorization, body);
    }

    @POST
    @Path("/history")
    @Operation(
            summary = "A batch of what happened earlier: it changes customers and starts no campaign. Server keys only")
    public CompletionStage<Response> history(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, byte[] body) {
        return intake.history(authorization, body);
    }
}
