package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Where a Millrace is that {@code ./millrace up} did not start, such as one in containers, and its keys. Read from a file in
 * the form that {@code ./millrace status} prints, which the environment variable {@code MILLRACE_STATUS} names.
 *
 * @param storefront the demo shop's pages, if there are any
 */
public record StatusFile(ServiceAddresses addresses, Optional<URI> storefront, StatusReport.KeysShown keys) {

    private static final String NOT_PUBLISHED = "not published";

    /** @throws IllegalStateException when it can't be read, or misses what commands need */
    public static StatusFile read(Path file) {
        try {
            JsonNode status = Json.mapper().readTree(file.toFile());
            return new StatusFile(
                    new ServiceAddresses(
                            address(status, MillraceService.INGEST),
                            address(status, MillraceService.SEGMENT),
                            address(status, MillraceService.TRIGGER),
                            address(status, MillraceService.MAILER),
                            URI.create(required(entry(status, "backing", "inbox"), "page", "page of the inbox")),
                            entry(status, "backing", "inbox").path("address").asText(NOT_PUBLISHED),
                            required(entry(status, "backing", "kafka"), "address", "address of kafka")),
                    Optional.ofNullable(status.path("storefront").path("page").textValue())
                            .map(URI::create),
                    new StatusReport.KeysShown(
                            key(status, "browserKey"), key(status, "serverKey"), key(status, "adminKey")));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "MILLRACE_STATUS names " + file + ", which can't be used: " + e.getMessage(), e);
        }
    }

    private static URI address(JsonNode status, MillraceService service) {
        return URI.create(
                required(entry(status, "services", service.label()), "address", "address of " + service.label()));
    }

    private static String key(JsonNode status, String name) {
        return required(status.path("keys"), name, name);
    }

    private static JsonNode entry(JsonNode status, String list, String name) {
        return StreamSupport.stream(status.path(list).spliterator(), false)
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst()
                .orElse(Json.object());
    }

    private static String required(JsonNode node, String field, String meaning) {
        return Optional.ofNullable(node.path(field).textValue())
                .orElseThrow(() -> new IllegalArgumentException("it has no " + meaning));
    }
}
