package dev.millrace.ingest.rest;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.ingest.AdminConfig;
import dev.millrace.ingest.intake.ErrorAnswer;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Lets nobody without the admin key to what is marked {@link AdminKey}; nobody at all where none is configured. */
@AdminKey
@jakarta.ws.rs.ext.Provider
public class AdminKeyFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    /** Asked at the first request: filters are made before the configuration is there. */
    private final Provider<AdminConfig> config;

    AdminKeyFilter(Provider<AdminConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isAdmin(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            request.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(ErrorAnswer.of("unknown-key", "send the admin key as Authorization: Bearer KEY"))
                    .build());
        }
    }

    private boolean isAdmin(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && config.get()
                        .keySha256()
                        .filter(hash -> new ApiKeyHash(hash).matches(header.substring(BEARER.length())))
                        .isPresent();
    }
}
