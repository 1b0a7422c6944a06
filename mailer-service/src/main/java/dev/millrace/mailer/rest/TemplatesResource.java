package dev.millrace.mailer.rest;

import dev.millrace.contract.Json;
import dev.millrace.mailer.mongo.TemplateParts;
import dev.millrace.mailer.mongo.Templates;
import dev.millrace.mailer.template.Compilation;
import dev.millrace.mailer.template.OwnLines;
import dev.millrace.mailer.template.Problem;
import dev.millrace.mailer.template.TemplateCompiler;
import dev.millrace.mailer.template.TemplateSource;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Templates: what does not compile is refused here, so that nothing is left to fail when a message is due. */
@Path("/api/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "templates")
public final class TemplatesResource {

    private final Templates templates;
    private final TemplateParts parts;
    private final TemplateCompiler compiler;

    TemplatesResource(Templates templates, TemplateParts parts, TemplateCompiler compiler) {
        this.templates = templates;
        this.parts = parts;
        this.compiler = compiler;
    }

    @GET
    @Operation(summary = "All templates, without their layouts")
    public TemplateView.Listing list() {
        return new TemplateView.Listing(
                templates.list().stream().map(TemplateView::brief).toList());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One template in its newest version")
    public Response get(@PathParam("id") String id) {
        return templates
                .find(id)
                .map(found -> Response.ok(TemplateView.whole(found)).build())
                .orElseGet(() -> unknown(id));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Saves a new version, or says line by line why the template can't be used")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TemplateBody.class)))
    public Response put(@PathParam("id") String id, byte[] json) {
        TemplateBody body;
        try {
            body = Json.mapper().readValue(json, TemplateBody.class);
        } catch (IOException e) {
            return ErrorBody.malformed("a template", e);
        }
        List<Problem> missing = body.required();
        if (!missing.isEmpty()) {
            return ErrorBody.refused(missing);
        }
        return save(body.source(id));
    }

    @GET
    @Path("{id}/versions")
    @Operation(summary = "All versions of a template, the newest first, without their layouts")
    public Response versions(@PathParam("id") String id) {
        List<TemplateView> versions =
                templates.versions(id).stream().map(TemplateView::brief).toList();
        return versions.isEmpty()
                ? unknown(id)
                : Response.ok(new TemplateView.Versions(versions)).build();
    }

    @GET
    @Path("{id}/versions/{version}")
    @Operation(summary = "One version of a template")
    public Response version(@PathParam("id") String id, @PathParam("version") int version) {
        return templates
                .version(id, version)
                .map(found -> Response.ok(TemplateView.whole(found)).build())
                .orElseGet(() -> unknown(id + " of version " + version));
    }

    @POST
    @Path("{id}/versions/{version}/restore")
    @Operation(summary = "Goes back to a version: saves it as the newest one")
    public Response restore(@PathParam("id") String id, @PathParam("version") int version) {
        return templates
                .version(id, version)
                .map(found -> save(found.source()))
                .orElseGet(() -> unknown(id + " of version " + version));
    }

    private Response save(TemplateSource source) {
        Compilation compilation = compiler.compile(source, parts.all());
        if (compilation instanceof Compilation.Refused refused) {
            return ErrorBody.refused(refused.problems());
        }
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        return Response.ok(TemplateView.whole(templates.save(source, compiled))).build();
    }

    /** A subject and a preheader that a message brings along instead of those of its template. */
    record Lines(@Nullable String subject, @Nullable String preheader) {}

    @POST
    @Path("check-lines")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what is wrong with a subject and a preheader that stand in for those of a template")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Lines.class)))
    @APIResponse(responseCode = "204", description = "nothing is wrong with them")
    @APIResponse(responseCode = "400", description = "they can't be used, with the reason")
    public Response checkLines(byte[] json) {
        Lines lines;
        try {
            lines = Json.mapper().readValue(json, Lines.class);
        } catch (IOException e) {
            return ErrorBody.malformed("a template", e);
        }
        if (lines == null) {
            return ErrorBody.response(Response.Status.BAD_REQUEST, "malformed-json", "the body is empty");
        }
        List<Problem> problems = new OwnLines().check(lines.subject(), lines.preheader());
        return problems.isEmpty() ? Response.noContent().build() : ErrorBody.refused(problems);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Takes a template out of use; its versions stay on record")
    public Response delete(@PathParam("id") String id) {
        return templates.delete(id) ? Response.noContent().build() : unknown(id);
    }

    private static Response unknown(String id) {
        return ErrorBody.response(Response.Status.NOT_FOUND, "unknown-template", "there is no template " + id);
    }
}
