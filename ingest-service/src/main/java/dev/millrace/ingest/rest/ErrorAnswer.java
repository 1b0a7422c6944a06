package dev.millrace.ingest.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What a producer is told when nothing of its request was taken. */
public record ErrorAnswer(Problem error) {

    /**
     * What is wrong.
     *
     * @param code the same for the same cause, for programs; the message is for people
     */
    public record Problem(String code, String message) {}

    static Response badRequest(String code, String message) {
        return answer(Response.status(Response.Status.BAD_REQUEST), code, message);
    }

    static Response unknownKey() {
        return answer(
                Response.status(Response.Status.UNAUTHORIZED)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"millrace\""),
                "unknown-key",
                "the write key is missing or unknown, expected Authorization: Basic base64(KEY:)");
    }

    static Response serverKeyNeeded() {
        return answer(
                Response.status(Response.Status.FORBIDDEN),
                "server-key-needed",
                "history was sent with a browser key, expected the key of a server source");
    }

    static Response tooBig(String message) {
        return answer(Response.status(Response.Status.REQUEST_ENTITY_TOO_LARGE), "too-big", message);
    }

    /** Temporary: clients keep their events and send them again. */
    static Response tryAgain(String code, String message, Duration after) {
        long seconds = Math.max(1, after.toSeconds());
        return answer(
                Response.status(Response.Status.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, seconds),
                code,
                message);
    }

    private static Response answer(Response.ResponseBuilder response, String code, String message) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorAnswer(new Problem(code, message)))
                .build();
    }
}
