package dev.millrace.segment.query;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page that follows transitions: reads server-sent events on a thread of its own until it is closed. */
final class SseReader implements AutoCloseable {

    private final List<SegmentTransition> transitions = new CopyOnWriteArrayList<>();
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean connected;
    private volatile String lastId = "";

    private SseReader(InputStream body) {
        this.body = body;
        Thread thread = new Thread(this::read, "sse-reader");
        thread.setDaemon(true);
        thread.start();
    }

    static SseReader open(HttpRequest.Builder request, String lastEventId) throws IOException, InterruptedException {
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("status " + answer.statusCode());
        }
        return new SseReader(answer.body());
    }

    List<SegmentTransition> transitions() {
        return transitions;
    }

    List<String> names() {
        return names;
    }

    /** The service has sent something: from here on nothing is missed. */
    boolean isConnected() {
        return connected;
    }

    String lastId() {
        return lastId;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                connected = true;
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    names.add(line.substring(6).strip());
                } else if (line.startsWith("data:") && !id.isEmpty()) {
                    transitions.add(Json.mapper().readValue(line.substring(5), SegmentTransition.class));
                    lastId = id;
                    id = "";
                }
            }
        } catch (IOException closed) {
            connected = false;
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
