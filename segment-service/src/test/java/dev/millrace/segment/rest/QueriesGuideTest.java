package dev.millrace.segment.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sends every example of docs/queries.md and compares the answers, from top to bottom. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class QueriesGuideTest {

    private static final Path GUIDE = Path.of("../docs/queries.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("```http\n(\\S+) (\\S+)\n(.*?)```\n```json\n(\\d{3}) (.*?)```", Pattern.DOTALL);
    private static final String ANYTHING = "…";
    private static final int EXAMPLES = 20;

    private record Example(String method, String path, String body, int status, JsonNode answer) {}

    @Test
    void shouldAnswerAsTheGuideSays() throws IOException {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        List<Example> examples = examples();
        assertThat(examples).hasSize(EXAMPLES);
        for (Example example : examples) {
            boolean changes = List.of("PUT", "PATCH", "DELETE").contains(example.method());
            if (changes) {
                assertAnswered(example);
            } else {
                // what was said a moment ago is read a moment later
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertAnswered(example));
            }
        }
    }

    private static void assertAnswered(Example example) throws IOException {
        var request = given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer test-admin-key")
                .contentType("application/json");
        Response answer = (example.body().isBlank() ? request : request.body(example.body()))
                .request(example.method(), example.path());
        String described = example.method() + " " + example.path() + " answered " + answer.asString();
        assertThat(answer.statusCode()).describedAs(described).isEqualTo(example.status());
        assertHas(Json.mapper().readTree(answer.asString()), example.answer(), described);
    }

    private static void assertHas(JsonNode found, JsonNode shown, String described) {
        if (shown.isTextual() && shown.textValue().equals(ANYTHING)) {
            assertThat(found.isMissingNode()).describedAs(described).isFalse();
        } else if (shown.isObject()) {
            for (Map.Entry<String, JsonNode> field : shown.properties()) {
                assertHas(found.path(field.getKey()), field.getValue(), described + "\nat " + field.getKey());
            }
        } else if (shown.isArray()) {
            assertThat(found.size()).describedAs(described).isGreaterThanOrEqualTo(shown.size());
            if (shown.isEmpty()) {
                assertThat(found.isArray() && found.isEmpty())
                        .describedAs(described)
                        .isTrue();
            }
            for (int i = 0; i < shown.size(); i++) {
                assertHas(found.get(i), shown.get(i), described + "\nat " + i);
            }
        } else {
            assertThat(found).describedAs(described).isEqualTo(shown);
        }
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(GUIDE));
        while (matcher.find()) {
            examples.add(new Example(
                    matcher.group(1),
                    matcher.group(2),
                    matcher.group(3).strip(),
                    Integer.parseInt(matcher.group(4)),
                    Json.mapper().readTree(matcher.group(5))));
        }
        return examples;
    }
}
