package dev.millrace.ingest.rest;

import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.key.NewKey;
import dev.millrace.ingest.key.RateLimits;
import dev.millrace.ingest.key.SourceBook;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who may send, and with which keys. A key is shown once, to whoever had it made. */
@Path("/api/sources")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@AdminKey
@Blocking
@Tag(name = "sources")
@SecurityRequirement(name = "adminKey")
@APIResponse(
        responseCode = "400",
        description = "Not of the expected shape",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "401",
        description = "The admin key is missing or wrong",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
@APIResponse(
        responseCode = "503",
        description = "Kafka does not answer, or the sources have not been read yet",
        content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
public class SourcesResource {

    private final SourceBook book;
    private final SourceChanges changes;
    private final RateLimits limits;
    private final InstantSource time;

    SourcesResource(SourceBook book, SourceChanges changes, RateLimits limits, InstantSource time) {
        this.book = book;
        this.changes = changes;
        this.limits = limits;
        this.time = time;
    }

    @GET
    @Operation(summary = "All sources, by name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SourceView[].class)))
    public List<SourceView> all() {
        return book.all().stream().map(this::view).toList();
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One source")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SourceView.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such source",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public SourceView one(String name) {
        return book.byName(name)
                .map(this::view)
                .orElseThrow(() -> new Refused(404, "unknown", "there is no such source"));
    }

    @PUT
    @Path("/{name}")
    @Operation(summary = "Make a source, or change it; its keys stay")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SourceView.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is set by configuration, or has keys and shall be of another kind",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public SourceView put(String name, @Nullable SourceRequest wanted) {
        return view(changes.put(name, present(wanted)));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Remove a source; its keys are unknown from then on")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(
            responseCode = "404",
            description = "There is no such source",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is set by configuration",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public void remove(String name) {
        changes.remove(name);
    }

    @POST
    @Path("/{name}/keys")
    @Operation(summary = "Make another key, shown this once; say when the others end to change keys without a gap")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MadeKey.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such source",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is set by configuration, or has as many keys as it may",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public Response addKey(String name, @Nullable KeyRequest wanted) {
        NewKey made = changes.addKey(name, wanted == null ? new KeyRequest(null, null) : wanted);
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(new MadeKey(made.kept().id(), made.text(), made.kept().expires()))
                .build();
    }

    @DELETE
    @Path("/{name}/keys/{id}")
    @Operation(summary = "Remove a key at once")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(
            responseCode = "404",
            description = "There is no such source or key",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is set by configuration",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public void removeKey(String name, String id) {
        changes.removeKey(name, id);
    }

    private SourceView view(IngestSource source) {
        return SourceView.of(source, book, limits, time.instant());
    }

    private static SourceRequest present(@Nullable SourceRequest wanted) {
        if (wanted == null) {
            throw new Refused(400, "malformed", "the body is empty, expected {\"kind\": \"browser\"}");
        }
        return wanted;
    }
}
