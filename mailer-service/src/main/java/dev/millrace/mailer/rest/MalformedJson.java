package dev.millrace.mailer.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says where a body is not the JSON that was expected. */
final class MalformedJson {

    private MalformedJson() {}

    @ServerExceptionMapper
    static Response refuse(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return ErrorBody.response(
                Response.Status.BAD_REQUEST,
                "malformed-json",
                "the body is not the expected JSON" + place + ": " + e.getOriginalMessage());
    }
}
