package dev.millrace.ingest.cart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Asks segment-service for one customer. */
public final class CustomerClient implements Carts {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final URI service;
    private final String authorization;
    private final Duration within;

    public CustomerClient(URI service, String adminKey, Duration within) {
        this.http = HttpClient.newBuilder().connectTimeout(within).build();
        this.service = service;
        this.authorization = "Bearer " + adminKey;
        this.within = within;
    }

    @Override
    public CompletionStage<Answer> of(CustomerId customer) {
        // a blank is + in a form, but %20 in a path
        String id = URLEncoder.encode(customer.value(), StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/api/customers/" + id))
                .timeout(within)
                .header("Authorization", authorization)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                // the request's own time-out ends with the headers
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(CustomerClient::answer)
                .exceptionally(failure -> new Answer.Away());
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        if (response.statusCode() == NOT_FOUND) {
            return new Answer.Unknown();
        }
        if (response.statusCode() != OK) {
            return new Answer.Away();
        }
        try {
            JsonNode customer = Json.mapper().readTree(response.body());
            return new Answer.Known(customer);
        } catch (IOException e) {
            return new Answer.Away();
        }
    }
}
