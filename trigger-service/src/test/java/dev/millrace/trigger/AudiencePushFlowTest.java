package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.Json;
import dev.millrace.trigger.audience.ContactHash;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a list to a real HTTP server. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AudiencePushFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Heard(String call, String signature, JsonNode body) {}

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer server;
    private Log log;

    @BeforeEach
    void open() throws IOException {
        log = new Log(bootstrapServers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.start();
        request(
                        "application/json",
                        Json.object()
                                .put(
                                        "url",
                                        "http://127.0.0.1:"
                                                + server.getAddress().getPort() + "/ads")
                                .put("state", "active")
                                .toString())
                .put("/api/webhook-targets/ads-" + server.getAddress().getPort())
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void should_tell_who_comes_and_that_all_go_signed_and_in_order() {
        put("told-to", "told-to");
        customer("user:told-to", "p@shop.example", "told-to");
        log.write(entered("told-to-1", "user:told-to", "told-to"));
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .delete("/api/audiences/told-to")
                .then()
                .statusCode(204);
        await().atMost(PATIENCE).until(() -> heard.size() == 2);

        assertThat(heard.get(0).body().at("/add/email").toString()).isEqualTo("[\"" + mail("p") + "\"]");
        assertThat(heard.get(1).body().at("/remove/email").toString()).isEqualTo("[\"" + mail("p") + "\"]");
        assertThat(heard.get(0).signature()).matches("k[0-9a-f]{8}=[0-9a-f]{64}");
    }

    @Test
    void should_tell_a_batch_that_failed_again_as_it_was_before_the_next() {
        status = 503;
        put("failing-to", "failing-to");
        customer("user:failing-to-1", "q@shop.example", "failing-to");
        customer("user:failing-to-2", "r@shop.example", "failing-to");
        log.write(entered("failing-to-1", "user:failing-to-1", "failing-to"));
        await().atMost(PATIENCE).until(() -> "status 503"
                .equals(Admin.get("/api/audiences/failing-to").extract().path("failure")));
        log.write(entered("failing-to-2", "user:failing-to-2", "failing-to"));
        await().atMost(PATIENCE)
                .until(() -> Admin.get("/api/audiences/failing-to").extract().<Integer>path("untold") == 2);
        status = 204;
        TestClock.advance(Duration.ofSeconds(6));
        await().atMost(PATIENCE).until(() -> heard.size() == 3);

        assertThat(heard.get(1).call()).isEqualTo(heard.get(0).call());
        assertThat(heard.get(1).body()).isEqualTo(heard.get(0).body());
        assertThat(heard.get(2).body().at("/add/email").toString()).isEqualTo("[\"" + mail("r") + "\"]");
        await().atMost(PATIENCE)
                .until(() -> Admin.get("/api/audiences/failing-to").extract().path("failure") == null);
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        heard.add(new Heard(
                exchange.getRequestHeaders().getFirst("Millrace-Call"),
                exchange.getRequestHeaders().getFirst("Millrace-Signature"),
                Json.mapper().readTree(body)));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void put(String id, String segment) {
        String document = "name: List\nsegment: " + segment + "\npush: ads-"
                + server.getAddress().getPort();
        request("application/yaml", document).put("/api/audiences/" + id).then().statusCode(200);
    }

    private static RequestSpecification request(String type, String body) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void customer(String id, String address, String... segments) {
        ObjectNode view = FakeNeighbours.customer(id, segments);
        ((ObjectNode) view.path("traits")).put("email", address);
        ((ObjectNode) view.at("/consent/email"))
                .putObject("otherPurposes")
                .putObject("ads")
                .put("status", "subscribed");
    }

    private static String mail(String name) {
        return ContactHash.ofMail(name + "@shop.example").orElseThrow();
    }
}
