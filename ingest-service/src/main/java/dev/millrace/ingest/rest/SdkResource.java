package dev.millrace.ingest.rest;

import dev.millrace.ingest.storefront.PublishedFile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Gives browsers the storefront SDK that the build bundled. */
@Path("/millrace.js")
@Tag(name = "storefront")
public class SdkResource {

    private static final String SCRIPT = "storefront/millrace.js";

    private final PublishedFile script = PublishedFile.of(read());

    @GET
    @Operation(summary = "The storefront SDK; asked for with ?v= and its ETag it may be kept for ever")
    public Response script(@QueryParam("v") @Nullable String version, @Context Request request) {
        String caching = script.isVersion(version) ? Published.FOR_EVER : Published.A_WHILE;
        return Published.answer(script, "text/javascript;charset=UTF-8", caching, request);
    }

    private static byte[] read() {
        try (InputStream in = SdkResource.class.getClassLoader().getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is missing; the Maven build makes it");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(SCRIPT + " can't be read", e);
        }
    }
}
