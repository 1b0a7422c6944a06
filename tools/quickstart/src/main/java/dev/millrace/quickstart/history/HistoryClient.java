package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Sends batches to {@code /v1/history}, products to {@code /v1/catalog}, and waits for each to be stored. A 429, a 503 and a connection that breaks are
 * temporary: the same batch is sent again after what the answer asks for, for as long as patience lasts. Ids are permanent,
 * so a batch that was stored although its answer got lost is counted once.
 */
final class HistoryClient {

    /** Lets time pass; a test does not. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration WITHOUT_ADVICE = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int ATTEMPTS = 150;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI ingest;
    private final String authorization;
    private final Pause pause;

    HistoryClient(URI ingest, String serverKey, Pause pause) {
        this.ingest = ingest;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((serverKey + ":").getBytes(StandardCharsets.UTF_8));
        this.pause = pause;
    }

    /** The answer of a batch that was stored: what was refused of it stands in {@code refused}. */
    JsonNode send(RowKind kind, List<ObjectNode> items) throws InterruptedException, IOException {
        URI history = ingest.resolve(kind == RowKind.PRODUCTS ? "/v1/catalog" : "/v1/history");
        HttpRequest request = HttpRequest.newBuilder(history)
                .timeout(ANSWER_WITHIN)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(kind, items)))
                .build();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Duration wait = WITHOUT_ADVICE;
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == OK) {
                    return Json.mapper().readTree(answer.body());
                }
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() != TOO_MANY && answer.statusCode() != UNAVAILABLE) {
                    throw new IllegalStateException(history + " refused a batch: " + last);
                }
                wait = advised(answer);
            } catch (IOException e) {
                last = e.toString();
            }
            pause.of(wait);
        }
        throw new IllegalStateException(history + " did not take a batch in " + ATTEMPTS + " attempts, the last: "
                + last + "; import the same file again to go on: what is stored is not counted twice");
    }

    private static String body(RowKind kind, List<ObjectNode> items) {
        if (kind == RowKind.PRODUCTS) {
            return Json.mapper().createArrayNode().addAll(items).toString();
        }
        ObjectNode body = Json.object();
        body.putArray("batch").addAll(items);
        return body.toString();
    }

    private static Duration advised(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(WITHOUT_ADVICE);
    }
}
