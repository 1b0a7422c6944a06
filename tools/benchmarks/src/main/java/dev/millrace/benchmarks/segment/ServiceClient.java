package dev.millrace.benchmarks.segment;

import dev.millrace.benchmarks.lab.Metrics;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the service, as those who run it do. */
final class ServiceClient {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Metrics metrics;
    private final URI address;
    private final String key;

    ServiceClient(int port, String key) {
        this.address = URI.create("http://127.0.0.1:" + port);
        this.metrics = new Metrics(port);
        this.key = key;
    }

    boolean isReady() {
        return metrics.isReady();
    }

    /** How long an estimate takes. */
    Duration preview(String expression) {
        long start = System.nanoTime();
        String body = Json.object().put("expression", expression).toString();
        try {
            HttpResponse<String> answer = ask(HttpRequest.newBuilder(address.resolve("/api/segments/preview"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            if (answer.statusCode() != OK) {
                throw new IllegalStateException("the preview was answered with " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the preview was not answered: " + e.getMessage(), e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether no customer waits to be judged by rules that changed. */
    boolean hasSwept() {
        try {
            HttpResponse<String> answer =
                    ask(HttpRequest.newBuilder(address.resolve("/api/segments/" + Segments.IN_CART)));
            return answer.statusCode() == OK
                    && !Json.mapper().readTree(answer.body()).has("sweep");
        } catch (IOException e) {
            return false;
        }
    }

    /** The sum of a metric over those of its labels that begin so, such as {@code jvm_memory_used_bytes{area="heap"}. */
    double metric(String beginning) {
        return metrics.sum(beginning);
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + key)
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
