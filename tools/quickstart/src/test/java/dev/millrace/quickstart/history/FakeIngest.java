package dev.millrace.quickstart.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Takes batches like ingest-service and keeps their events; can be told to be away or to refuse. */
final class FakeIngest implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> events = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private Predicate<JsonNode> refusal = event -> false;
    private int largest;

    FakeIngest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next answers are these instead of 200. */
    void answerFirst(int... next) {
        for (int status : next) {
            statuses.add(status);
        }
    }

    void refuse(Predicate<JsonNode> which) {
        refusal = which;
    }

    synchronized List<JsonNode> events() {
        return List.copyOf(events);
    }

    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    synchronized int largestBody() {
        return largest;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        paths.add(exchange.getRequestURI().getPath());
        largest = Math.max(largest, body.length);
        int status = statuses.isEmpty() ? 200 : statuses.poll();
        ObjectNode answer = Json.object();
        if (status == 200) {
            ArrayNode refused = answer.putArray("refused");
            JsonNode sent = Json.mapper().readTree(body);
            JsonNode batch = sent.isArray() ? sent : sent.path("batch");
            for (int i = 0; i < batch.size(); i++) {
                if (refusal.test(batch.get(i))) {
                    refused.addObject().put("index", i).put("reason", "no good");
                } else {
                    events.add(batch.get(i));
                }
            }
        } else {
            exchange.getResponseHeaders().add("Retry-After", "7");
        }
        byte[] text = answer.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
