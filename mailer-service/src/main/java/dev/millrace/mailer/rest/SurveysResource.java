package dev.millrace.mailer.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import dev.millrace.mailer.mongo.Surveys;
import dev.millrace.mailer.survey.Survey;
import dev.millrace.mailer.survey.SurveyReader;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The pages of questions that mails lead to. */
@Path("/api/surveys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "surveys")
public final class SurveysResource {

    private final Surveys surveys;

    SurveysResource(Surveys surveys) {
        this.surveys = surveys;
    }

    /** All of them. */
    record Listing(List<Survey> surveys) {}

    @GET
    @Operation(summary = "All surveys")
    public Listing list() {
        return new Listing(surveys.list());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One survey")
    public Response get(@PathParam("id") String id) {
        return surveys.find(id).map(found -> Response.ok(found).build()).orElseGet(() -> unknown(id));
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Saves a survey, or says what is wrong with it")
    public Response put(@PathParam("id") String id, byte[] json) {
        JsonNode written;
        try {
            written = Json.mapper().readTree(json);
        } catch (IOException e) {
            return ErrorBody.malformed("a survey", e);
        }
        SurveyReader.Result result = SurveyReader.read(id, written);
        if (result.survey().isEmpty()) {
            return ErrorBody.response(
                    Response.Status.BAD_REQUEST, "survey-refused", String.join("; ", result.problems()));
        }
        surveys.save(result.survey().get());
        return Response.ok(result.survey().get()).build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Takes a survey out of use; mails that lead to it lead nowhere")
    public Response delete(@PathParam("id") String id) {
        return surveys.delete(id) ? Response.noContent().build() : unknown(id);
    }

    private static Response unknown(String id) {
        return ErrorBody.response(Response.Status.NOT_FOUND, "unknown-survey", "there is no survey " + id);
    }
}
