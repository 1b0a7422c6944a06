package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.key.SourceBook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class SourcesApiTest {

    private static final String PAGE = "{\"userId\":\"u\",\"name\":\"Home\"}";

    @Inject
    LogPreparation preparation;

    @Inject
    SourceBook book;

    @BeforeEach
    void awaitSources() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> preparation.ready() && book.complete());
    }

    @Test
    void shouldMakeASourceAndAKeyThatWorksAtOnce() {
        put("till", "{\"kind\":\"server\",\"eventsPerSecond\":7}")
                .then()
                .statusCode(200)
                .body("name", equalTo("till"))
                .body("setBy", equalTo("api"))
                .body("eventsPerSecond", equalTo(7))
                .body("warnings", contains(containsString("no key is valid")));

        String key = makeKey("till", "{}");
        assertThat(key).startsWith("mrs_");
        Producer.post(key, "/v1/page", PAGE).then().statusCode(200);

        admin().get("/api/sources/till")
                .then()
                .statusCode(200)
                .body("keys", hasSize(1))
                .body("keys[0].valid", equalTo(true))
                .body("warnings", hasSize(0))
                .body(not(containsString(key)));
        admin().get("/api/sources").then().statusCode(200).body("name", hasItems("backend", "storefront", "till"));
    }

    @Test
    void shouldChangeKeysWithoutAGap() {
        put("rotating", "{\"kind\":\"browser\"}").then().body("warnings", hasSize(2));
        String old = makeKey("rotating", null);
        String next = makeKey("rotating", "{\"othersExpire\":\"2999-01-01T00:00:00Z\"}");
        Producer.post(old, "/v1/page", PAGE).then().statusCode(200);
        Producer.post(next, "/v1/page", PAGE).then().statusCode(200);

        String last = makeKey("rotating", "{\"othersExpire\":\"2020-01-01T00:00:00Z\"}");
        Producer.post(old, "/v1/page", PAGE).then().statusCode(401);
        Producer.post(next, "/v1/page", PAGE).then().statusCode(401);
        Producer.post(last, "/v1/page", PAGE).then().statusCode(200);

        String id = admin().get("/api/sources/rotating").then().extract().path("keys.find { it.valid }.id");
        admin().delete("/api/sources/rotating/keys/" + id).then().statusCode(204);
        Producer.post(last, "/v1/page", PAGE).then().statusCode(401);
        admin().delete("/api/sources/rotating/keys/" + id).then().statusCode(404);
    }

    @Test
    void shouldHoldABrowserKeyToItsOrigins() {
        put("strict", "{\"kind\":\"browser\",\"origins\":[\"https://shop.example\"]}")
                .then()
                .statusCode(200);
        String key = makeKey("strict", "{}");
        assertThat(key).startsWith("mrb_");

        Producer.as(key)
                .header("Origin", "https://shop.example")
                .body(PAGE)
                .post("/v1/p")
                .then()
                .statusCode(200);
        Producer.as(key)
                .header("Origin", "https://evil.example")
                .body(PAGE)
                .post("/v1/p")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("origin-not-allowed"));
    }

    @Test
    void shouldSlowDownASourceThatSendsTooFast() {
        put("slow", "{\"kind\":\"server\",\"eventsPerSecond\":1}").then().statusCode(200);
        String key = makeKey("slow", "{}");
        String batch = "{\"batch\":[" + "{\"type\":\"page\",\"userId\":\"u\"},".repeat(99)
                + "{\"type\":\"page\",\"userId\":\"u\"}]}";
        Producer.post(key, "/v1/batch", batch).then().statusCode(200);

        Producer.post(key, "/v1/page", PAGE)
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, org.hamcrest.Matchers.greaterThan(10))
                .body("error.code", equalTo("too-fast"));
    }

    @Test
    void shouldRemoveASource() {
        put("gone", "{\"kind\":\"server\"}").then().statusCode(200);
        String key = makeKey("gone", "{}");
        admin().delete("/api/sources/gone").then().statusCode(204);

        Producer.post(key, "/v1/page", PAGE).then().statusCode(401);
        admin().get("/api/sources/gone").then().statusCode(404);
        admin().delete("/api/sources/gone").then().statusCode(404);
        admin().contentType("application/json")
                .post("/api/sources/gone/keys")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldNotChangeWhatIsConfigured() {
        put("storefront", "{\"kind\":\"browser\"}").then().statusCode(409).body("error.code", equalTo("configured"));
        admin().delete("/api/sources/storefront").then().statusCode(409);
        admin().contentType("application/json")
                .post("/api/sources/storefront/keys")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldNotMakeASecretOfWhatBrowsersShow() {
        put("kind", "{\"kind\":\"browser\"}").then().statusCode(200);
        put("kind", "{\"kind\":\"server\"}").then().statusCode(200);
        makeKey("kind", "{}");
        put("kind", "{\"kind\":\"browser\"}").then().statusCode(409).body("error.code", equalTo("has-keys"));
        put("kind", "{\"kind\":\"server\",\"eventsPerSecond\":3}")
                .then()
                .statusCode(200)
                .body("keys", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            a;      {}
            a;      {"kind":"robot"}
            a;      {"kind":"server"
            a;      []
            a;      null
            a;      {"kind":"browser","origins":["https://shop.example/cart"]}
            a;      {"kind":"browser","origins":"https://shop.example"}
            a;      {"kind":"browser","eventsPerSecond":0}
            a%7Cb;  {"kind":"browser"}
            """)
    void shouldRefuseWhatIsNoSource(String name, String body) {
        admin().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(body)
                .put("/api/sources/" + name)
                .then()
                .statusCode(400)
                .body("error.message.length()", org.hamcrest.Matchers.greaterThan(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic dGVzdC1hZG1pbi1rZXk6"})
    void shouldLetNobodyInWithoutTheAdminKey(String authorization) {
        given().header("Authorization", authorization)
                .get("/api/sources")
                .then()
                .statusCode(401);
        given().header("Authorization", authorization)
                .get("/api/refusals")
                .then()
                .statusCode(401);
        given().header("Authorization", authorization)
                .delete("/api/sources/storefront")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldShowWhatWasRefusedNewestFirst() {
        put("sloppy", "{\"kind\":\"server\"}").then().statusCode(200);
        String key = makeKey("sloppy", "{}");
        Producer.post(key, "/v1/track", "{\"userId\":\"first\"}").then().statusCode(400);
        Producer.post(key, "/v1/batch", "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"},{\"type\":\"second\"}]}")
                .then()
                .statusCode(200);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> admin().get("/api/refusals?source=sloppy")
                .then()
                .statusCode(200)
                .body("code", contains("unknown-type", "no-name"))
                .body("index", contains(1, 0))
                .body("[0].sent", equalTo("{\"type\":\"second\"}"))
                .body("[0].reason", startsWith("type is missing or unknown")));
        admin().get("/api/refusals?source=sloppy&limit=1").then().body("", hasSize(1));
        admin().get("/api/refusals?source=nobody").then().body("", hasSize(0));
        admin().get("/api/refusals?limit=0").then().statusCode(400);
    }

    private static String makeKey(String source, String body) {
        RequestSpecification request = admin().contentType("application/json");
        return (body == null ? request : request.body(body))
                .post("/api/sources/" + source + "/keys")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .path("key");
    }

    private static Response put(String name, String body) {
        return admin().contentType("application/json").body(body).put("/api/sources/" + name);
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-admin-key");
    }
}
