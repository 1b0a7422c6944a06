package dev.millrace.mailer.rest;

import dev.millrace.contract.ApiKeyHash;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Lets nobody to {@code /api} without the admin key as a bearer token. */
@jakarta.ws.rs.ext.Provider
public final class AdminKeyFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    /** Looked up at the first request: the framework makes filters before configuration can be read. */
    private final Provider<ApiKeyHash> adminKey;

    AdminKeyFilter(Provider<ApiKeyHash> adminKey) {
        this.adminKey = adminKey;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if ((path.startsWith("/") ? path : "/" + path).startsWith("/api") && !authorised(request)) {
            request.abortWith(ErrorBody.response(
                    Response.Status.UNAUTHORIZED,
                    "unknown-key",
                    "this needs the admin key: send it as Authorization: Bearer KEY"));
        }
    }

    private boolean authorised(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) && adminKey.get().matches(header.substring(BEARER.length()));
    }
}
