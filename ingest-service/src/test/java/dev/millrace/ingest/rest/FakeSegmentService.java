package dev.millrace.ingest.rest;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Knows one customer, for whoever has the admin key; the customer {@code user:late} is never answered for. */
public final class FakeSegmentService implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/customers/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean admin =
                    "Bearer the-admin-key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (path.endsWith("user:late")) {
                return;
            }
            boolean known = path.endsWith("user:anna b");
            byte[] answer =
                    """
                    {"id": "user:anna b", "known": true, "traits": {"email": "anna@shop.example"},
                     "cart": {"count": 2, "currency": "EUR", "stage": "cart",
                              "items": [{"productId": "MUG", "name": "Mug", "price": "9.90", "quantity": 2,
                                         "imageUrl": "https://shop.example/mug.png"}]}}"""
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(!admin ? 401 : known ? 200 : 404, known && admin ? answer.length : -1);
            if (known && admin) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
        return Map.of(
                "millrace.segment-service.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "millrace.segment-service.answer-within",
                "500ms",
                "kafka.bootstrap.servers",
                "127.0.0.1:1");
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
