package dev.millrace.ingest.rest;

import static dev.millrace.ingest.rest.Producer.BROWSER_KEY;
import static dev.millrace.ingest.rest.Producer.SERVER_KEY;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topics;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class TrackingApiTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @Test
    void shouldStoreATrackedEventBeforeItAnswers() {
        Producer.track(
                        """
                        {"messageId":"stored-1","userId":"anna","event":"Completed Order","properties":{"total":59.80}}""")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("accepted", equalTo(1))
                .body("refused", hasSize(0));

        ConsumerRecord<CustomerId, ShopEvent> stored = stored("stored-1").get(0);
        assertThat(stored.topic()).isEqualTo("millrace.events.order");
        assertThat(stored.key()).isEqualTo(CustomerId.user("anna"));
        assertThat(stored.partition()).isEqualTo(Topics.partitionOf(stored.key(), 4));
        assertThat(stored.value().name()).isEqualTo("Order Completed");
        assertThat(stored.value().properties()).hasToString("{\"total\":\"59.80\"}");
        assertThat(stored.value().source()).isEqualTo("storefront");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            /v1/page;     {"messageId":"kind-page","anonymousId":"a","name":"Home"}; millrace.events.site
            /v1/identify; {"messageId":"kind-identify","userId":"u","traits":{"email":"u@shop.example"}}; millrace.events.profile
            /v1/alias; {"messageId":"kind-alias","userId":"u","previousId":"a-1"}; millrace.events.profile
            /v1/track/;   {"messageId":"kind-slash","userId":"u","event":"Product Added"}; millrace.events.cart
            """)
    void shouldTakeEveryKindOfCall(String path, String body, String topic) {
        Producer.post(BROWSER_KEY, path, body).then().statusCode(200);

        String id = body.replaceAll(".*\"messageId\":\"([^\"]*)\".*", "$1");
        assertThat(stored(id)).hasSize(1).allSatisfy(record -> assertThat(record.topic())
                .isEqualTo(topic));
    }

    @Test
    void shouldRefuseABadEventOfABatchByItsPlaceAndStoreTheRest() {
        Producer.post(
                        BROWSER_KEY,
                        "/v1/batch",
                        """
                        {"batch":[{"type":"track","messageId":"part-0","userId":"u","event":"Cart Viewed"},
                                  {"type":"track","messageId":"part-1","userId":"u"},
                                  {"type":"page","messageId":"part-2","userId":"u"}]}""")
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("accepted", equalTo(2))
                .body("refused", hasSize(1))
                .body("refused[0].index", equalTo(1))
                .body("refused[0].reason", containsString("event is missing"));

        assertThat(stored("part-0")).hasSize(1);
        assertThat(stored("part-1")).isEmpty();
        assertThat(stored("part-2")).hasSize(1);
    }

    @Test
    void shouldMarkHistory() {
        String history =
                """
                {"batch":[{"type":"track","messageId":"old-1","userId":"u","event":"Order Completed",
                           "timestamp":"1997-01-01","properties":{"total":"0"}}]}""";
        Producer.post(SERVER_KEY, "/v1/history", history).then().statusCode(200);
        Producer.post(BROWSER_KEY, "/v1/history", history)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("server-key-needed"));

        ShopEvent event = stored("old-1").get(0).value();
        assertThat(event.historical()).isTrue();
        assertThat(event.timestamp()).isEqualTo("1997-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream"})
    void shouldIgnoreTheContentType(String contentType) {
        String id = "type-" + contentType.hashCode();
        Producer.as(BROWSER_KEY)
                .contentType(contentType)
                .body(("{\"messageId\":\"" + id + "\",\"userId\":\"u\",\"event\":\"Žluťoučký\"}").getBytes(UTF_8))
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(stored(id).get(0).value().name()).isEqualTo("Žluťoučký");
    }

    @Test
    void shouldInflateGzip() throws IOException {
        byte[] body = gzip("{\"messageId\":\"zip-1\",\"userId\":\"u\",\"event\":\"Cart Viewed\"}".getBytes(UTF_8));
        Producer.as(BROWSER_KEY)
                .contentType("application/x-www-form-urlencoded")
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(stored("zip-1")).hasSize(1);
    }

    @Test
    void shouldNotInflateMoreThanABodyMayHave() throws IOException {
        Producer.as(BROWSER_KEY)
                .body(gzip(new byte[50_000_000]))
                .post("/v1/batch")
                .then()
                .statusCode(413)
                .body("error.code", equalTo("too-big"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic bm9ib2R5Og==", "Bearer x", "Basic ???"})
    void shouldRefuseAKeyItDoesNotKnow(String header) {
        given().header("Authorization", header)
                .body("{\"userId\":\"u\",\"event\":\"Cart Viewed\"}")
                .post("/v1/track")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("unknown-key"))
                .body("error.message", containsString("Authorization: Basic"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            /v1/track; {; malformed
            /v1/track; []; malformed
            /v1/batch; {}; malformed
            /v1/track; {"userId":"u"}; refused
            """)
    void shouldSayWhatIsWrongWithARequest(String path, String body, String code) {
        Producer.post(BROWSER_KEY, path, body)
                .then()
                .statusCode(400)
                .body("error.code", equalTo(code))
                .body("error.message.length()", org.hamcrest.Matchers.greaterThan(10));
    }

    @Test
    void shouldRefuseAnEmptyBody() {
        Producer.as(BROWSER_KEY).post("/v1/track").then().statusCode(400).body("error.code", equalTo("malformed"));
    }

    @Test
    void shouldRefuseWhatIsTooBigWithAReason() {
        String event = "{\"userId\":\"u\",\"event\":\"x\",\"properties\":{\"a\":\"%s\"}}";
        tooBig("/v1/track", event.formatted("x".repeat(32 * 1024)));
        tooBig("/v1/batch", "{\"batch\":[" + event.formatted("x".repeat(500 * 1024)) + "]}");
        tooBig("/v1/batch", "{\"batch\":[" + "{},".repeat(2500) + "{}]}");
        String context = "{\"context\":{\"a\":\"%s\"},\"batch\":[{\"type\":\"page\",\"userId\":\"u\"}]}";
        tooBig("/v1/batch", context.formatted("x".repeat(440 * 1024)));
    }

    @Test
    void shouldRefuseADeclaredLengthBeforeTheBodyIsSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 413")
                    .contains("\"code\":\"too-big\"");
        }
    }

    @Test
    void shouldGiveIdenticalRetriesTheSameId() {
        String call = "{\"messageId\":\"retry-1\",\"userId\":\"u\",\"event\":\"Cart Viewed\"}";
        Producer.track(call).then().statusCode(200);
        Producer.track(call).then().statusCode(200);

        assertThat(stored("retry-1")).hasSize(2);
    }

    @Test
    void shouldShowHealthMetricsAndItsApi() {
        Producer.track("{\"userId\":\"u\"}").then().statusCode(400);

        given().get("/q/health/ready").then().statusCode(200).body(containsString("event-log"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("millrace_ingest_events_refused_total{reason=\"no-name\"}"))
                .body(containsString("millrace_ingest_waiting_bytes"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/history"));
    }

    private static void tooBig(String path, String body) {
        Producer.post(BROWSER_KEY, path, body)
                .then()
                .statusCode(413)
                .body("error.code", equalTo("too-big"))
                .body(
                        "error.message",
                        org.hamcrest.Matchers.anyOf(containsString("more than"), containsString("at most")));
    }

    private List<ConsumerRecord<CustomerId, ShopEvent>> stored(String id) {
        return StoredEvents.of(bootstrapServers, event -> event.id().equals(id));
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }
}
