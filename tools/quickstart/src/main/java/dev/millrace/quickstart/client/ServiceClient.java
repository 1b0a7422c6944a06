package dev.millrace.quickstart.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * JSON over HTTP to one service with one key. An answer that is not a success becomes {@link RefusedException} with the
 * service's own words; a service that can't be reached becomes one with status 0.
 */
public final class ServiceClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final URI service;
    private final String authorization;

    private ServiceClient(URI service, String authorization) {
        this.service = service;
        this.authorization = authorization;
    }

    /** For {@code /v1}, with a browser or server key. */
    public static ServiceClient withWriteKey(URI service, String key) {
        String pair = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        return new ServiceClient(service, "Basic " + pair);
    }

    /** For {@code /api}. */
    public static ServiceClient withAdminKey(URI service, String key) {
        return new ServiceClient(service, "Bearer " + key);
    }

    public JsonNode get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /** The same, empty when there is no such thing. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public JsonNode post(String path, JsonNode body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    public JsonNode put(String path, JsonNode body) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    public void delete(String path) {
        send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    /** The same, with what is answered. */
    public JsonNode deleted(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw RefusedException.of(method + " " + path, answer.statusCode(), answer.body());
            }
            return answer.body().isBlank() ? Json.object() : Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new RefusedException(0, service + path + " did not answer with JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RefusedException(0, service + path + " can't be reached: " + e + "; see ./millrace status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(0, "interrupted while waiting for " + service + path);
        }
    }
}
