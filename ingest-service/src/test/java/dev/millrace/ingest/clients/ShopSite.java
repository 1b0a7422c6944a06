package dev.millrace.ingest.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A shop's web server, at another origin than the service: pages of the tests and what npm brought for them. */
final class ShopSite implements AutoCloseable {

    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;
    private static final int EMPTY = -1;

    private final Path installed;
    private final HttpServer server;

    ShopSite(Path installed) throws IOException {
        this.installed = installed;
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    URI page(String name, Map<String, String> settings) {
        String query = settings.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(origin() + "/" + name + "?" + query);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Path file = path.startsWith("node_modules/") ? installed.resolve(path) : Journey.FOLDER.resolve(path);
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(NOT_FOUND, EMPTY);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type(path));
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(FOUND, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static String type(String path) {
        return path.endsWith(".html")
                ? "text/html; charset=utf-8"
                : path.endsWith(".js") ? "text/javascript; charset=utf-8" : "application/json";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
