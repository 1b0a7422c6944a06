package dev.millrace.segment.rest;

import dev.millrace.segment.stream.CustomerQueries;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is temporary is answered as temporary. */
class Failures {

    @ServerExceptionMapper
    Response notReady(CustomerQueries.NotReady notReady) {
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

    private static Response unavailable(String message) {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, 1)
                .entity(ErrorView.of("not-ready", message))
                .build();
    }
}
