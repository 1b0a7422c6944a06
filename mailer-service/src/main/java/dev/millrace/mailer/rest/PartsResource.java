package dev.millrace.mailer.rest;

import dev.millrace.contract.Json;
import dev.millrace.mailer.mongo.PartChanges;
import dev.millrace.mailer.mongo.TemplateParts;
import dev.millrace.mailer.template.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Parts of layouts that templates share. A changed part changes all templates that render it, each of which gets a new
 * version; one that would no longer compile refuses the change.
 */
@Path("/api/parts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "templates")
public final class PartsResource {

    private final TemplateParts parts;
    private final PartChanges changes;

    PartsResource(TemplateParts parts, PartChanges changes) {
        this.parts = parts;
        this.changes = changes;
    }

    /** A part as it is sent, and shown. */
    record Part(@Nullable String mjml) {}

    /** All parts by name. */
    record Listing(Map<String, String> parts) {}

    @GET
    @Operation(summary = "All parts by name")
    public Listing list() {
        return new Listing(new TreeMap<>(parts.all().layouts()));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One part")
    public Response get(@PathParam("name") String name) {
        @Nullable String mjml = parts.all().layouts().get(name);
        return mjml == null ? unknown(name) : Response.ok(new Part(mjml)).build();
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a part, and with it all templates that render it")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Part.class)))
    public Response put(@PathParam("name") String name, byte[] json) {
        @Nullable String mjml;
        try {
            @Nullable Part part = Json.mapper().readValue(json, Part.class);
            mjml = part == null ? null : part.mjml();
        } catch (IOException e) {
            return ErrorBody.malformed("a part", e);
        }
        if (mjml == null || !name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
            return ErrorBody.refused(List.of(new Problem(
                    mjml == null ? "mjml" : "name",
                    0,
                    0,
                    "a part has a name of small letters and its layout in mjml",
                    null,
                    null,
                    null)));
        }
        List<Problem> problems = changes.put(name, mjml);
        return problems.isEmpty() ? Response.ok(new Part(mjml)).build() : ErrorBody.refused(problems);
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Takes a part away that no template renders")
    public Response delete(@PathParam("name") String name) {
        List<String> users = changes.users(name);
        if (!users.isEmpty()) {
            return ErrorBody.response(
                    Response.Status.CONFLICT, "part-in-use", "the part " + name + " is rendered by " + users);
        }
        return parts.delete(name) ? Response.noContent().build() : unknown(name);
    }

    private static Response unknown(String name) {
        return ErrorBody.response(Response.Status.NOT_FOUND, "unknown-part", "there is no part " + name);
    }
}
