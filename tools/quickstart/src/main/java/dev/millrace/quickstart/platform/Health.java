package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How something that was started is doing. */
public enum Health {
    @JsonProperty("ok")
    OK,
    /** The process runs and does not, or not yet, say that all is well. */
    @JsonProperty("not-ready")
    NOT_READY,
    @JsonProperty("gone")
    GONE;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** What a running service says at {@code /q/health/ready}. */
    static Health ofService(URI address) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<Void> answer = CLIENT.send(question, HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200 ? OK : NOT_READY;
        } catch (IOException e) {
            return NOT_READY;
        }
    }
}
