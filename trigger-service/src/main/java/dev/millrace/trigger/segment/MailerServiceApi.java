package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls to mailer-service. */
@RegisterRestClient(configKey = "mailer-service")
@RegisterClientHeaders(AdminKeyHeader.class)
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
interface MailerServiceApi {

    @GET
    @Path("/templates/{id}")
    Response template(@PathParam("id") String id);

    @POST
    @Path("/templates/check-lines")
    @Consumes(MediaType.APPLICATION_JSON)
    Response checkLines(JsonNode lines);

    @GET
    @Path("/messages")
    JsonNode messages(@QueryParam("limit") int limit);
}
