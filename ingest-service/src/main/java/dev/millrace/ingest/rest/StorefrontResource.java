package dev.millrace.ingest.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingest.key.WriteKeys;
import dev.millrace.ingest.storefront.PublishedFile;
import dev.millrace.ingest.storefront.Storefront;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells the SDK what the shop shows on its pages. */
@Path("/v1/storefront")
@Tag(name = "storefront")
public class StorefrontResource {

    private final WriteKeys keys;
    private final PublishedFile storefront;

    StorefrontResource(WriteKeys keys, Storefront storefront, ObjectMapper mapper) throws JsonProcessingException {
        this.keys = keys;
        this.storefront = PublishedFile.of(mapper.writeValueAsBytes(storefront));
    }

    @GET
    @Path("/{writeKey}")
    @Operation(summary = "What the SDK shows on the shop's pages: the welcome pop-up, if there is one")
    public Response storefront(@PathParam("writeKey") String writeKey, @Context Request request) {
        if (keys.find(writeKey).isEmpty()) {
            return Response.status(Response.Status.NOT_FOUND)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(Published.ALLOW_ORIGIN, Published.ANY_ORIGIN)
                    .build();
        }
        return Published.answer(storefront, MediaType.APPLICATION_JSON, Published.A_WHILE, request);
    }
}
