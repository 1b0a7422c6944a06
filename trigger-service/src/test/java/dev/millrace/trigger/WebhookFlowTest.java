package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls from the step of a campaign to a real HTTP server. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class WebhookFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Heard(String call, String timestamp, String signature, String body) {}

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer server;
    private Log log;

    @BeforeEach
    void open() throws IOException {
        log = new Log(bootstrapServers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/in", this::hear);
        server.createContext("/hangs", this::hang);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void should_deliver_what_the_step_names_signed_with_each_key_and_never_show_a_secret_again() throws Exception {
        String secret = define("signed", "/in").getString("key.secret");
        Admin.get("/api/webhook-targets/signed").body("keys[0].secret", equalTo(null));
        call("signed", "user:signed", ", traits: [firstName]");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);

        Heard call = heard.get(0);
        JsonNode body = Json.mapper().readTree(call.body());
        assertThat(body.path("id").asText()).isEqualTo(call.call());
        assertThat(body.path("customer").asText()).isEqualTo("user:signed");
        assertThat(body.path("traits")).isEqualTo(Json.object().put("firstName", "Jo"));
        assertThat(call.timestamp()).isEqualTo(Long.toString(TestClock.now().getEpochSecond()));
        assertThat(call.signature()).matches("k[0-9a-f]{8}=" + hmac(secret, call.timestamp() + "." + call.body()));
        awaitState("user:signed", "delivered");
        assertThat(text("select coalesce(body, 'none') from webhook_call where customer = ?", "user:signed"))
                .isEqualTo("none");

        String next = Admin.post("/api/webhook-targets/signed/keys").extract().path("secret");
        call("signed", "user:signed-2", "");
        await().atMost(PATIENCE).until(() -> heard.size() == 2);
        Heard second = heard.get(1);
        assertThat(second.signature().split(", ")).hasSize(2);
        assertThat(second.signature())
                .contains(hmac(secret, second.timestamp() + "." + second.body()))
                .contains(hmac(next, second.timestamp() + "." + second.body()));
    }

    @Test
    void should_try_again_after_a_pause_until_it_is_too_old_and_then_only_when_told_to() {
        status = 503;
        define("failing", "/in");
        call("failing", "user:failing", "");
        await().atMost(PATIENCE).until(() -> heard.size() == 1);
        await().atMost(PATIENCE).until(() -> text("select error from webhook_call where customer = ?", "user:failing")
                .equals("status 503"));
        TestClock.advance(Duration.ofSeconds(6));
        await().atMost(PATIENCE).until(() -> heard.size() == 2);
        assertThat(heard.get(1).call()).isEqualTo(heard.get(0).call());
        awaitAttempts("user:failing", 2);
        TestClock.advance(Duration.ofDays(1).plusMinutes(1));

        awaitState("user:failing", "failed");
        Admin.get("/api/webhook-targets/failing/calls")
                .body("calls[0].state", equalTo("failed"), "calls[0].error", equalTo("status 503"));
        Admin.get("/api/webhook-targets/failing").body("failed", equalTo(1), "lastError", equalTo("status 503"));
        status = 204;
        Admin.post("/api/webhook-targets/failing/retry").body("calls", equalTo(1));
        awaitState("user:failing", "delivered");
        Admin.get("/q/metrics").body(containsString("millrace_trigger_webhooks_calls_total{"));
    }

    @Test
    void should_not_let_a_target_that_hangs_hold_up_another_nor_take_more_than_its_share() {
        define("hangs", "/hangs");
        define("well", "/in");
        for (int i = 0; i < 8; i++) {
            call("hangs", "user:hangs-" + i, "");
        }
        await().atMost(PATIENCE).until(() -> hanging.get() >= 2);
        for (int i = 0; i < 4; i++) {
            call("well", "user:well-" + i, "");
        }

        await().atMost(PATIENCE).until(() -> heard.size() == 4);
        await().atMost(PATIENCE).until(() -> Admin.get("/api/webhook-targets/hangs")
                .extract()
                .path("circuit")
                .equals("open"));
        // five failures open the circuit; what was under way beside the fifth ends, and no more is begun
        assertThat(hanging.get()).isBetween(5, 6);
        Admin.get("/api/webhook-targets/well").body("circuit", equalTo("closed"));
        Admin.get("/api/webhook-targets/hangs").body("lastError", equalTo("no answer within 1000 ms"));
    }

    @Test
    void should_let_calls_wait_while_a_target_is_paused_and_forget_those_of_who_is_erased() {
        define("resting", "/in");
        put("resting", "/in", "paused");
        call("resting", "user:resting", "");
        call("resting", "user:erased", "");
        await().atMost(PATIENCE).until(() -> count("user:resting") == 1 && count("user:erased") == 1);
        TestClock.advance(Duration.ofSeconds(1));
        log.write(
                Log.TOPICS.erasures(),
                CustomerId.of("user:erased"),
                new CustomerErased(CustomerId.of("user:erased"), TestClock.now()));
        await().atMost(PATIENCE).until(() -> count("user:erased") == 0);
        assertThat(heard).isEmpty();
        put("resting", "/in", "active");

        awaitState("user:resting", "delivered");
        assertThat(heard).hasSize(1);
        Admin.get("/api/webhook-targets").body(not(containsString("whsec_")));
    }

    private JsonPath define(String target, String path) {
        return put(target, path, "active");
    }

    private JsonPath put(String target, String path, String state) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body(Json.object().put("url", url).put("state", state).toString())
                .put("/api/webhook-targets/" + target)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Puts the campaign and lets the customer start it. */
    private void call(String target, String customer, String more) {
        String campaign = "calls-" + target + (more.isEmpty() ? "" : "-more");
        Admin.put(
                        campaign,
                        "name: Calls\nstart: {entered: " + campaign + "}\nsteps: [{webhook: {target: " + target + more
                                + "}}]\n")
                .statusCode(200);
        FakeNeighbours.customer(customer, campaign);
        log.write(entered(customer + "-" + campaign, customer, campaign));
    }

    private void hear(HttpExchange exchange) throws IOException {
        heard.add(new Heard(
                exchange.getRequestHeaders().getFirst("Millrace-Call"),
                exchange.getRequestHeaders().getFirst("Millrace-Timestamp"),
                exchange.getRequestHeaders().getFirst("Millrace-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void hang(HttpExchange exchange) throws IOException {
        hanging.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitState(String customer, String state) {
        await().atMost(PATIENCE).until(() -> text("select state from webhook_call where customer = ?", customer)
                .equals(state));
    }

    private void awaitAttempts(String customer, int attempts) {
        await().atMost(PATIENCE).until(() -> text(
                        "select attempts || ' ' || (due_at > '" + TestClock.now()
                                + "'::timestamptz + interval '1 s') from webhook_call where customer = ?",
                        customer)
                .equals(attempts + " true"));
    }

    private long count(String customer) {
        return Long.parseLong(text("select count(*) from webhook_call where customer = ?", customer));
    }

    private String text(String sql, String parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                String found = row.next() ? row.getString(1) : null;
                return found == null ? "" : found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
