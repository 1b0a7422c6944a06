package dev.millrace.ingest.rest;

import dev.millrace.ingest.storefront.PublishedFile;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Answers with what is the same for every browser, so that any cache may keep it. */
final class Published {

    static final String A_WHILE = "public, max-age=300, stale-while-revalidate=86400";
    static final String FOR_EVER = "public, max-age=31536000, immutable";
    static final String ANY_ORIGIN = "*";
    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private Published() {}

    static Response answer(PublishedFile file, String type, String caching, Request request) {
        EntityTag tag = new EntityTag(file.etag());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer =
                unchanged != null ? unchanged : Response.ok(file.bytes()).type(type);
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(ALLOW_ORIGIN, ANY_ORIGIN)
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
