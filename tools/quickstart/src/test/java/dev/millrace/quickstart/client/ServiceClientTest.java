package dev.millrace.quickstart.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceClientTest {

    private final AtomicReference<String> authorization = new AtomicReference<>();
    private HttpServer server;
    private URI address;
    private int status = 200;
    private String body = "{\"ok\":true}";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void theKeyIsPresentedAsTheServiceExpectsIt() {
        ServiceClient.withWriteKey(address, "key").post("/v1/track", Json.object());
        assertThat(authorization).hasValue("Basic a2V5Og==");

        ServiceClient.withAdminKey(address, "key").get("/api/segments");
        assertThat(authorization).hasValue("Bearer key");
    }

    @Test
    void aRefusalSaysWhatTheServiceSaid() {
        status = 400;
        body =
                """
                {"error": {"code": "syntax", "message": "expected a number", "line": 1, "column": 9}}""";

        assertThatThrownBy(() -> ServiceClient.withAdminKey(address, "key").get("/api/segments"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessage("GET /api/segments was refused (400): line 1, column 9: expected a number");
    }

    @Test
    void whatIsNotThereIsFoundEmpty() {
        ServiceClient service = ServiceClient.withAdminKey(address, "key");
        assertThat(service.find("/api/segments/x")).isPresent();

        status = 404;
        assertThat(service.find("/api/segments/x")).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        URI nobody = URI.create("http://127.0.0.1:" + FreePorts.find(1).get(0));

        assertThatThrownBy(() -> ServiceClient.withAdminKey(nobody, "key").get("/api/segments"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(nobody + "/api/segments can't be reached");
    }
}
