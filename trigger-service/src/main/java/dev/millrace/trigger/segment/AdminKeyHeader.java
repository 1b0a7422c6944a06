package dev.millrace.trigger.segment;

import dev.millrace.trigger.AdminConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** Presents the admin key to the neighbours; passes on nothing of the request being answered. */
@ApplicationScoped
public class AdminKeyHeader implements ClientHeadersFactory {

    private final AdminConfig config;

    AdminKeyHeader(AdminConfig config) {
        this.config = config;
    }

    @Override
    public MultivaluedMap<String, String> update(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>();
        headers.add(HttpHeaders.AUTHORIZATION, "Bearer " + config.key());
        return headers;
    }
}
