package dev.millrace.trigger.rest;

import dev.millrace.trigger.store.StoreFailure;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Writes failures as JSON. */
class Failures {

    private static final int RETRY_AFTER_SECONDS = 5;

    /** Both ways in which PostgreSQL's absence shows: statements by hand, and those of Hibernate. */
    @ServerExceptionMapper({StoreFailure.class, PersistenceException.class})
    Response storeAway() {
        return answer(ApiFailure.storeAway());
    }

    @ServerExceptionMapper
    Response answer(ApiFailure failure) {
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorView.of(failure));
        if (failure.status() == Response.Status.SERVICE_UNAVAILABLE) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (failure.status() == Response.Status.UNAUTHORIZED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }
}
