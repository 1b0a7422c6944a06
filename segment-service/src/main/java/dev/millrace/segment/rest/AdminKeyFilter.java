package dev.millrace.segment.rest;

import dev.millrace.contract.ApiKeyHash;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Lets nobody into the admin API without the admin key. */
@jakarta.ws.rs.ext.Provider
class AdminKeyFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    /** Asked at the first request: filters are made before the configuration is there. */
    private final Provider<ApiKeyHash> adminKey;

    AdminKeyFilter(Provider<ApiKeyHash> adminKey) {
        this.adminKey = adminKey;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null
                || !header.startsWith(BEARER)
                || !adminKey.get().matches(header.substring(BEARER.length()))) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .entity(ErrorView.of("unknown-key", "send the admin key as Authorization: Bearer KEY"))
                    .build());
        }
    }
}
