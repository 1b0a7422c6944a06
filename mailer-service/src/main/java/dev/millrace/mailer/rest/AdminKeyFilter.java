package dev.millrace.mailer.rest;

import dev.millrace.contract.ApiKeyHash;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Lets nobody to {@code /api} without the admin key as a bearer token. */
@Provider
public final class AdminKeyFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ApiKeyHash adminKey;

    AdminKeyFilter(ApiKeyHash adminKey) {
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
        return header != null && header.startsWith(BEARER) && adminKey.matches(header.substring(BEARER.length()));
    }
}
