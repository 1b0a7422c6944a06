package dev.millrace.segment.rest;

import dev.millrace.segment.feed.FeedFull;
import dev.millrace.segment.query.NotHere;
import dev.millrace.segment.query.Refusal;
import dev.millrace.segment.query.Unanswered;
import dev.millrace.segment.stream.RuleQueries;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is temporary is answered as temporary. */
class Failures {

    @ServerExceptionMapper
    Response notReady(RuleQueries.NotReady notReady) {
        return unavailable(String.valueOf(notReady.getMessage()));
    }

    @ServerExceptionMapper
    Response kafkaAway(KafkaException failure) {
        return unavailable("Kafka does not answer");
    }

    @ServerExceptionMapper
    Response storesMove(InvalidStateStoreException moved) {
        return unavailable("the stores are being restored");
    }

    @ServerExceptionMapper
    Response notHere(NotHere notHere) {
        return unavailable(String.valueOf(notHere.getMessage()));
    }

    @ServerExceptionMapper
    Response unanswered(Unanswered unanswered) {
        return unavailable(String.valueOf(unanswered.getMessage()));
    }

    @ServerExceptionMapper
    Response feedFull(FeedFull full) {
        return Response.status(Response.Status.TOO_MANY_REQUESTS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of("busy", String.valueOf(full.getMessage())))
                .build();
    }

    /** Another instance found the request wrong: so it is. */
    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        return Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(refusal.body())
                .build();
    }

    private static Response unavailable(String message) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, 1)
                .entity(ErrorView.of("not-ready", message))
                .build();
    }
}
