package dev.millrace.ingest.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.intake.ClientRequest;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import dev.millrace.ingest.rest.Producer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and browsers send, over real HTTP. */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class ClientRequestsTest {

    private static final List<ClientRequest> CLIENTS = ClientRequest.ALL;
    private static final String ORIGIN = "https://shop.example";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void shouldStoreWhatAClientSends(ClientRequest request) throws Exception {
        byte[] body = request.encoded(request.plain(Producer.BROWSER_KEY, request.client()));

        HttpResponse<String> answer = send(request, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"refused\":[]");
        List<ShopEvent> stored =
                StoredEvents.of(bootstrapServers, event -> event.id().startsWith(request.client() + "-")).stream()
                        .map(record -> record.value())
                        .toList();
        assertThat(stored).hasSize(answer.body().contains("\"accepted\":2") ? 2 : 1);
        if (request.headers().containsKey("Origin")) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/t",
                "/v1/t/",
                "/v1/track",
                "/v1/track/",
                "/v1/p/",
                "/v1/s",
                "/v1/screen",
                "/v1/i",
                "/v1/a",
                "/v1/g",
                "/v1/group/",
                "/v1/b",
                "/v1/b/",
                "/v1/import",
                "/v1/import/",
                "/beacon/v1/batch",
                "/beacon/v1/batch/"
            })
    void shouldHaveEachAddress(String path) {
        String call =
                "{\"type\":\"page\",\"userId\":\"u\",\"event\":\"e\",\"previousId\":\"p\",\"groupId\":\"g\",\"batch\":[]}";

        Producer.post(Producer.BROWSER_KEY, path, call).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/t", "/v1/track/", "/v1/b", "/v1/import/", "/beacon/v1/batch", "/v1/projects/x/settings"})
    void shouldLetABrowserAskWhetherItMaySend(String path) {
        given().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,anonymousid")
                .options(path)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", ORIGIN)
                .header("Access-Control-Allow-Methods", containsString("OPTIONS"))
                .header("Access-Control-Allow-Headers", containsString("anonymousid, sentat, x-retry-count"))
                .header("Access-Control-Max-Age", "86400")
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void shouldNotLetACacheGiveAPageWhatWasAnsweredToNone() {
        given().get("/v1/projects/" + Producer.BROWSER_KEY + "/settings")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .header("Vary", "Origin");
    }

    @Test
    void shouldLetAPageReadWhyItWasRefused() {
        Producer.as("nobody's")
                .header("Origin", ORIGIN)
                .body("{}".getBytes())
                .post("/v1/t")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", ORIGIN);
    }

    @Test
    void shouldTellSegmentsLoaderThatThereIsNothingElseToLoad() {
        given().header("Origin", ORIGIN)
                .get("/v1/projects/{key}/settings", Producer.BROWSER_KEY)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", ORIGIN)
                .header("Cache-Control", containsString("max-age"))
                .body("integrations.'Segment.io'.apiKey", equalTo(Producer.BROWSER_KEY))
                .body("plan.track.__default.enabled", equalTo(true));
        given().get("/v1/projects/nobody/settings").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sourceConfig/", "/sourceConfig"})
    void shouldTellRudderStacksClientsThatThereIsNothingElseToLoad(String path) {
        given().queryParam("writeKey", Producer.BROWSER_KEY)
                .queryParam("p", "npm")
                .get(path)
                .then()
                .statusCode(200)
                .body("source.name", equalTo("storefront"))
                .body("source.enabled", equalTo(true))
                .body("source.destinations", hasSize(0));
        Producer.as(Producer.BROWSER_KEY).get(path).then().statusCode(200);
        given().get(path).then().statusCode(404);
    }

    private HttpResponse<String> send(ClientRequest request, byte[] body) throws IOException, InterruptedException {
        BodyPublisher publisher = request.headers().containsKey("Transfer-Encoding")
                ? BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))
                : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + request.pathWith(Producer.BROWSER_KEY)))
                .POST(publisher);
        request.headersWith(Producer.BROWSER_KEY).forEach((name, value) -> {
            if (!name.equals("Transfer-Encoding")) {
                builder.header(name, value);
            }
        });
        return http.send(builder.build(), BodyHandlers.ofString());
    }
}
