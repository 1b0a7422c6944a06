package dev.millrace.quickstart.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;

/** A service said no, or nothing at all (status 0). The message is for people. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 500;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    static RefusedException of(String request, int status, String body) {
        return new RefusedException(status, request + " was refused (" + status + "): " + reason(body));
    }

    public int status() {
        return status;
    }

    private static String reason(String body) {
        try {
            JsonNode error = Json.mapper().readTree(body).path("error");
            if (error.path("message").isTextual()) {
                String place = error.path("line").isInt()
                        ? "line " + error.path("line").asInt() + ", column "
                                + error.path("column").asInt() + ": "
                        : "";
                return place + error.path("message").asText();
            }
        } catch (JsonProcessingException e) {
            // not JSON: shown as it is
            return shortened(body);
        }
        return shortened(body);
    }

    private static String shortened(String body) {
        return body.length() <= SHOWN ? body : body.substring(0, SHOWN) + "...";
    }
}
