package dev.millrace.mailer.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.mailer.template.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal as callers of the API see it. {@code problems} has all that is wrong with a template, {@code error} the first. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErrorBody(Reason error, @Nullable List<Problem> problems) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(
            String code,
            String message,
            @Nullable String path,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String found,
            @Nullable String expected,
            @Nullable String suggestion) {}

    static Response response(Response.Status status, String code, String message) {
        Reason error = new Reason(code, message, null, null, null, null, null, null);
        return json(status, new ErrorBody(error, null));
    }

    /** @param expected what the body should have been */
    static Response malformed(String expected, IOException e) {
        String place = "";
        String reason = "it is empty";
        if (e instanceof JsonProcessingException json) {
            JsonLocation at = json.getLocation();
            place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            reason = json.getOriginalMessage();
        }
        return response(
                Response.Status.BAD_REQUEST,
                "malformed-json",
                "the body is not " + expected + " in JSON" + place + ": " + reason);
    }

    static Response refused(List<Problem> problems) {
        Problem first = problems.get(0);
        Reason error = new Reason(
                "template-refused",
                first.message(),
                first.path(),
                first.line() == 0 ? null : first.line(),
                first.column() == 0 ? null : first.column(),
                first.found(),
                first.expected(),
                first.suggestion());
        return json(Response.Status.BAD_REQUEST, new ErrorBody(error, problems));
    }

    private static Response json(Response.Status status, ErrorBody body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body)
                .build();
    }
}
