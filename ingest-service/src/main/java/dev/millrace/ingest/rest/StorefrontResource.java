package dev.millrace.ingest.rest;

import dev.millrace.ingest.key.SourceBook;
import dev.millrace.ingest.storefront.StorefrontBook;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells the SDK what the shop shows on its pages. */
@Path("/v1/storefront")
@Tag(name = "storefront")
public class StorefrontResource {

    private final SourceBook sources;
    private final InstantSource time;
    private final StorefrontBook storefront;

    StorefrontResource(SourceBook sources, InstantSource time, StorefrontBook storefront) {
        this.sources = sources;
        this.time = time;
        this.storefront = storefront;
    }

    @GET
    @Path("/{writeKey}")
    @Operation(summary = "What the SDK shows on the shop's pages: the welcome pop-up, if there is one")
    @APIResponse(responseCode = "200", description = "What is shown")
    @APIResponse(responseCode = "404", description = "No source has this write key")
    @APIResponse(responseCode = "503", description = "It is being read who may send; ask again")
    public Response storefront(@PathParam("writeKey") String writeKey, @Context Request request) {
        if (sources.byKey(writeKey, time.instant()).isEmpty()) {
            return Response.status(sources.complete() ? Response.Status.NOT_FOUND : Response.Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(Published.ALLOW_ORIGIN, Published.ANY_ORIGIN)
                    .build();
        }
        return Published.answer(storefront.now().published(), MediaType.APPLICATION_JSON, Published.A_WHILE, request);
    }
}
