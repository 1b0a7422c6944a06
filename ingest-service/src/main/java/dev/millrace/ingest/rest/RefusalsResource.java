package dev.millrace.ingest.rest;

import dev.millrace.ingest.intake.ErrorAnswer;
import dev.millrace.ingest.kafka.Refusal;
import dev.millrace.ingest.kafka.RefusalReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What was refused lately, with what was sent: for whoever builds the shop. It may hold personal data. */
@Path("/api/refusals")
@Produces(MediaType.APPLICATION_JSON)
@AdminKey
@Blocking
@Tag(name = "refusals")
@SecurityRequirement(name = "adminKey")
public class RefusalsResource {

    private static final int MOST = 1_000;

    private final RefusalReader refusals;

    RefusalsResource(RefusalReader refusals) {
        this.refusals = refusals;
    }

    @GET
    @Operation(summary = "The newest refused events, newest first")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Refusal[].class)))
    @APIResponse(
            responseCode = "400",
            description = "The limit is out of range",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "The admin key is missing or wrong",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    @APIResponse(
            responseCode = "503",
            description = "Kafka does not answer",
            content = @Content(schema = @Schema(implementation = ErrorAnswer.class)))
    public List<Refusal> newest(@RestQuery Optional<String> source, @RestQuery @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Refused(400, "bad-limit", "limit is out of range, expected 1 to " + MOST);
        }
        return refusals.newest(source, limit);
    }
}
