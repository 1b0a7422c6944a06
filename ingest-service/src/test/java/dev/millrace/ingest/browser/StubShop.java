package dev.millrace.ingest.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A shop's page and a service that says what a test wants, at one address. Remembers what it was sent. */
final class StubShop implements AutoCloseable {

    /** @param path of the request; {@code events} as they were in the batch */
    record Sent(String path, String contentType, JsonNode body) {

        List<JsonNode> events() {
            List<JsonNode> events = new ArrayList<>();
            body.path("batch").forEach(events::add);
            return events;
        }
    }

    /** A way to answer a batch. */
    record Reply(int status, Map<String, String> headers, String body) {

        Reply(int status, Map<String, String> headers) {
            this(status, headers, "{}");
        }

        static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private volatile Map<String, String> pageHeaders = Map.of();

    StubShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    StubShop put(String path, String content) {
        pages.put(path, content);
        return this;
    }

    StubShop pageHeaders(Map<String, String> headers) {
        pageHeaders = headers;
        return this;
    }

    /** The next batches are answered so; all others with 200. */
    synchronized StubShop answer(Reply... next) {
        replies.addAll(List.of(next));
        return this;
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<JsonNode> events() {
        return sent().stream().flatMap(one -> one.events().stream()).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.endsWith("/batch")) {
                Reply reply = take(exchange, body);
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                respond(
                        exchange,
                        reply.status(),
                        "application/json",
                        reply.body().getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/millrace.js")) {
                respond(exchange, 200, "text/javascript", script());
            } else if (pages.containsKey(path)) {
                pageHeaders.forEach(exchange.getResponseHeaders()::set);
                String type = path.startsWith("/v1/") ? "application/json" : "text/html;charset=UTF-8";
                respond(exchange, 200, type, pages.get(path).getBytes(StandardCharsets.UTF_8));
            } else {
                respond(exchange, 404, "text/plain", new byte[0]);
            }
        }
    }

    private synchronized Reply take(HttpExchange exchange, byte[] body) throws IOException {
        sent.add(new Sent(
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                Json.mapper().readTree(body)));
        return replies.isEmpty() ? Reply.of(200) : replies.removeFirst();
    }

    static byte[] script() throws IOException {
        try (InputStream in = StubShop.class.getClassLoader().getResourceAsStream("storefront/millrace.js")) {
            return in.readAllBytes();
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
