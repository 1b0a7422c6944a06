package dev.millrace.segment.rest;

import dev.millrace.segment.query.Forwarding;
import jakarta.annotation.Priority;
import jakarta.inject.Provider;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/** Has another instance answer where this one has nothing but copies. If none does, this one says that it can't. */
@ByOwner
@Priority(Priorities.USER + 1) // after the key was checked
@jakarta.ws.rs.ext.Provider
class ForwardToOwner implements ContainerRequestFilter {

    /** Asked at the first request: filters are made before the configuration is there. */
    private final Provider<Forwarding> forwarding;

    ForwardToOwner(Provider<Forwarding> forwarding) {
        this.forwarding = forwarding;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (request.getHeaderString(Forwarding.HEADER) != null
                || !forwarding.get().isNeeded()) {
            return;
        }
        URI asked = request.getUriInfo().getRequestUri();
        String path = asked.getRawQuery() == null ? asked.getRawPath() : asked.getRawPath() + "?" + asked.getRawQuery();
        byte[] body = request.hasEntity() ? request.getEntityStream().readAllBytes() : new byte[0];
        request.setEntityStream(new ByteArrayInputStream(body));
        Map<String, String> headers = Map.of(
                HttpHeaders.AUTHORIZATION,
                String.valueOf(request.getHeaderString(HttpHeaders.AUTHORIZATION)),
                HttpHeaders.CONTENT_TYPE,
                MediaType.APPLICATION_JSON,
                Forwarding.HEADER,
                "1");
        forwarding
                .get()
                .pass(request.getMethod(), path, headers, body)
                .ifPresent(answer -> request.abortWith(response(answer)));
    }

    private static Response response(HttpResponse<byte[]> answer) {
        Response.ResponseBuilder response = Response.status(answer.statusCode());
        return answer.body().length == 0
                ? response.build()
                : response.type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(answer.body())
                        .build();
    }
}
