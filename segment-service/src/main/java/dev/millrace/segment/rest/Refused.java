package dev.millrace.segment.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Answers of the admin API that are no success. */
final class Refused {

    private Refused() {}

    /** The body of a request, which an empty one does not have. */
    static <T> T requireBody(@Nullable T body) {
        if (body == null) {
            throw badRequest("the body is empty; expected a JSON object");
        }
        return body;
    }

    static WebApplicationException badRequest(String message) {
        return answer(400, ErrorView.of("bad-request", message));
    }

    static WebApplicationException notFound(String message) {
        return answer(404, ErrorView.of("not-found", message));
    }

    static WebApplicationException answer(int status, ErrorView view) {
        return new WebApplicationException(Response.status(status).entity(view).build());
    }
}
