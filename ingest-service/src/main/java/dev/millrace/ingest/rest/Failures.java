package dev.millrace.ingest.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.millrace.ingest.intake.ErrorAnswer;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the admin API answers when it does not do what it was asked for. */
class Failures {

    private static final int UNAVAILABLE = 503;

    @ServerExceptionMapper
    Response refused(Refused refused) {
        return answer(refused.status(), refused.code(), String.valueOf(refused.getMessage()));
    }

    @ServerExceptionMapper(KafkaException.class)
    Response kafkaAway() {
        return answer(UNAVAILABLE, "kafka-away", "Kafka does not answer; try again");
    }

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException found) {
        return answer(400, "malformed", "the body is not of the expected shape");
    }

    /** Jackson throws it for a number that no number holds. */
    @ServerExceptionMapper(NumberFormatException.class)
    Response tooLong() {
        return answer(400, "malformed", "the body holds a number that is too long to be one");
    }

    /** What the framework finds wrong, in the same form. */
    @ServerExceptionMapper
    Response found(WebApplicationException found) {
        Response response = found.getResponse();
        return response.hasEntity()
                ? response
                : Response.fromResponse(response)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(ErrorAnswer.of(
                                "http-" + response.getStatus(),
                                response.getStatusInfo().getReasonPhrase() + ": see /q/openapi for what can be asked"))
                        .build();
    }

    @ServerExceptionMapper
    Response notJson(JsonProcessingException found) {
        return answer(400, "malformed", "the body is not JSON");
    }

    private static Response answer(int status, String code, String message) {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(ErrorAnswer.of(code, message));
        return status == UNAVAILABLE
                ? response.header(HttpHeaders.RETRY_AFTER, 1).build()
                : response.build();
    }
}
