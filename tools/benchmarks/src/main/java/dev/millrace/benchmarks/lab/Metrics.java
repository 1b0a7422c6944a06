package dev.millrace.benchmarks.lab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a running service tells of itself to anybody. */
public final class Metrics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;

    public Metrics(int port) {
        this.service = URI.create("http://127.0.0.1:" + port);
    }

    public boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The sum of a metric over those of its labels that begin so, such as {@code jvm_memory_used_bytes{area="heap"}. */
    public double sum(String beginning) {
        try {
            return get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(beginning))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException("the metrics can't be read: " + e.getMessage(), e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(service.resolve(path))
                            .header("Accept", "text/plain")
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
