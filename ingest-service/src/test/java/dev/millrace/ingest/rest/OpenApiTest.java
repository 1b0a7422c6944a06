package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.Json;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.key.SourceBook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Asks for everything that {@code /q/openapi} describes, rightly and wrongly: each answer has a status that the operation
 * names and a body of the shape it gives. Whoever adds an operation adds its right use to {@link #EXAMPLES}.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class OpenApiTest {

    /** Operations whose right use needs more than an example: they have tests of their own. */
    private static final Set<String> ONLY_WRONGLY =
            Set.of("webhooks", "storefront", "history", "catalog", "carts", "data requests");

    private static final String POPUP =
            "{\"texts\":{\"en\":{\"title\":\"News\",\"body\":\"From us\",\"wording\":\"Yes\"}}}";
    private static final String LONG_NUMBERS = "{\"kind\":1e99999999999,\"eventsPerSecond\":1e99999999999}";

    private static final List<Example> EXAMPLES = List.of(
            new Example("POST /v1/track", "/v1/track", "{\"userId\":\"u\",\"event\":\"e\"}"),
            new Example("POST /v1/page", "/v1/page", "{\"userId\":1,\"name\":\"Home\"}"),
            new Example("POST /v1/screen", "/v1/screen", "{\"anonymousId\":\"a\"}"),
            new Example("POST /v1/identify", "/v1/identify", "{\"userId\":\"u\",\"traits\":{}}"),
            new Example("POST /v1/alias", "/v1/alias", "{\"userId\":\"u\",\"previousId\":\"a\"}"),
            new Example("POST /v1/group", "/v1/group", "{\"userId\":\"u\",\"groupId\":\"g\"}"),
            new Example(
                    "POST /v1/batch",
                    "/v1/batch",
                    "{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"},{\"type\":\"?\"}]}"),
            new Example("POST /v1/import", "/v1/import", "{\"batch\":[]}"),
            new Example("POST /v1/history", "/v1/history", "{\"batch\":[]}"),
            new Example("POST /beacon/v1/batch", "/beacon/v1/batch", "{\"batch\":[]}"),
            new Example(
                    "GET /v1/projects/{writeKey}/settings", "/v1/projects/" + Producer.BROWSER_KEY + "/settings", ""),
            new Example("GET /sourceConfig", "/sourceConfig", ""),
            new Example("GET /api/refusals", "/api/refusals", ""),
            new Example("GET /api/popup", "/api/popup", ""),
            new Example("PUT /api/popup", "/api/popup?dryRun=true", POPUP),
            new Example("DELETE /api/popup", "/api/popup", ""),
            new Example("GET /api/sources", "/api/sources", ""),
            new Example("PUT /api/sources/{name}", "/api/sources/open-api", "{\"kind\":\"browser\"}"),
            new Example("GET /api/sources/{name}", "/api/sources/open-api", ""),
            new Example("POST /api/sources/{name}/keys", "/api/sources/open-api/keys", "{}"),
            new Example("DELETE /api/sources/{name}/keys/{id}", "/api/sources/open-api/keys/ID", ""),
            new Example("DELETE /api/sources/{name}", "/api/sources/open-api", ""));

    @Inject
    LogPreparation preparation;

    @Inject
    SourceBook book;

    private JsonNode document = Json.object();

    @BeforeEach
    void readDocument() throws IOException {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> preparation.ready() && book.complete());
        document = Json.mapper()
                .readTree(given().queryParam("format", "json").get("/q/openapi").asByteArray());
    }

    @Test
    void shouldDoWhatEachOperationSaysWhenItIsUsedRightly() {
        Set<String> used = new HashSet<>();
        String keyId = "";
        for (Example example : EXAMPLES) {
            JsonNode operation = operation(example.operation());
            assertThat(operation.isObject())
                    .as("the document has %s", example.operation())
                    .isTrue();
            Response answer =
                    ask(operation, example.method(), example.path().replace("ID", keyId), example.body(), true);

            assertThat(answer.statusCode()).as(example.operation()).isBetween(200, 299);
            shouldBeAsDescribed(example.operation(), operation, answer);
            keyId = example.path().endsWith("/keys") ? answer.path("id") : keyId;
            used.add(example.operation());
        }
        assertThat(used)
                .containsAll(
                        operations().filter(name -> !isOnlyWronglyAsked(name)).toList());
    }

    @Test
    void shouldAnswerAsDescribedWhenItIsUsedWrongly() {
        List<String> asked = new ArrayList<>();
        operations().forEach(name -> {
            JsonNode operation = operation(name);
            String method = name.split(" ", 2)[0];
            String path = name.split(" ", 2)[1].replaceAll("\\{[^}]*}", "nothing");
            for (String body : List.of(
                    "", "{", "[]", "null", "{\"kind\":7,\"batch\":7,\"expires\":7,\"event\":7}", LONG_NUMBERS)) {
                for (boolean withKey : List.of(false, true)) {
                    Response answer = ask(operation, method, path, method.equals("GET") ? "" : body, withKey);
                    assertThat(answer.statusCode()).as(name + " with " + body).isLessThan(500);
                    shouldBeAsDescribed(name + " with " + body, operation, answer);
                }
            }
            asked.add(name);
        });
        assertThat(asked).hasSizeGreaterThan(15);
    }

    private static Response ask(JsonNode operation, String method, String path, String body, boolean withKey) {
        RequestSpecification request = given().contentType("application/json");
        boolean admin = operation.path("security").toString().contains("adminKey");
        String basic = Base64.getEncoder().encodeToString((Producer.SERVER_KEY + ":").getBytes());
        if (withKey) {
            request.header("Authorization", admin ? "Bearer test-admin-key" : "Basic " + basic);
        }
        return (body.isEmpty() ? request : request.body(body)).request(method, path);
    }

    private void shouldBeAsDescribed(String name, JsonNode operation, Response answer) {
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isObject())
                .as("%s was answered %d, which the operation does not name", name, answer.statusCode())
                .isTrue();
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isObject() && answer.contentType().startsWith("application/json")) {
            assertThat(complaints(schema, answer))
                    .as(name + ": " + answer.asString())
                    .isEmpty();
        }
    }

    private List<?> complaints(JsonNode schema, Response answer) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", document.path("components"));
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole)
                    .validate(Json.mapper().readTree(answer.asByteArray()));
        } catch (IOException e) {
            return List.of(e);
        }
    }

    private Stream<String> operations() {
        return document.path("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("responses"))
                .map(operation -> operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    private boolean isOnlyWronglyAsked(String name) {
        return ONLY_WRONGLY.contains(operation(name).at("/tags/0").asText());
    }

    private JsonNode operation(String name) {
        String[] words = name.split(" ", 2);
        return document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** A right use of an operation. */
    private record Example(String operation, String path, String body) {

        String method() {
            return operation.split(" ", 2)[0];
        }
    }
}
