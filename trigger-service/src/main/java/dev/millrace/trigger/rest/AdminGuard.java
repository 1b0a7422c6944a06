package dev.millrace.trigger.rest;

import dev.millrace.contract.ApiKeyHash;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets a request to the API pass only with the admin key. */
class AdminGuard {

    private static final String BEARER = "Bearer ";

    private final ApiKeyHash adminKey;

    AdminGuard(ApiKeyHash adminKey) {
        this.adminKey = adminKey;
    }

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().startsWith("/api")) {
            return;
        }
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.startsWith(BEARER)
                || !adminKey.matches(header.substring(BEARER.length()).strip())) {
            throw ApiFailure.unauthorised();
        }
    }
}
