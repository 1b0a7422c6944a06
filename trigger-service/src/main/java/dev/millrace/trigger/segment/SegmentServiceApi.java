package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The calls to segment-service. */
@RegisterRestClient(configKey = "segment-service")
@RegisterClientHeaders(AdminKeyHeader.class)
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface SegmentServiceApi {

    @POST
    @Path("/customers/batch")
    JsonNode customers(JsonNode question);

    @GET
    @Path("/segments")
    JsonNode segments();

    @GET
    @Path("/segments/{id}")
    Response segment(@PathParam("id") String id);

    @PUT
    @Path("/segments/{id}")
    Response putSegment(@PathParam("id") String id, JsonNode definition);

    @DELETE
    @Path("/segments/{id}")
    Response deleteSegment(@PathParam("id") String id);

    @GET
    @Path("/shop")
    Response shop();

    @GET
    @Path("/segments/{id}/members")
    JsonNode members(
            @PathParam("id") String id, @QueryParam("after") @Nullable String after, @QueryParam("limit") int limit);

    @POST
    @Path("/expressions/check")
    Response checkExpression(JsonNode expression);
}
