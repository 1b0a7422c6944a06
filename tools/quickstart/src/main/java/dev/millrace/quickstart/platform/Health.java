package dev.millrace.quickstart.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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

    /** Whether somebody listens there; for what has no health of its own to ask for. */
    static Health ofListener(String hostAndPort) {
        return canBeReached(hostAndPort) ? OK : NOT_READY;
    }

    /** Whether a connection to {@code HOST:PORT} can be made. */
    public static boolean canBeReached(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1))),
                    Math.toIntExact(PATIENCE.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
