package dev.millrace.trigger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.Json;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests that a page of the documentation shows, with the answers that it shows. */
final class ApiGuide {

    private static final Pattern EXAMPLE =
            Pattern.compile("```http\n(\\S+) (\\S+)\n(.*?)```\n```json\n(\\d{3})\\s(.*?)```", Pattern.DOTALL);
    private static final String ANYTHING = "…";

    private record Example(String method, String path, String body, int status, JsonNode answer) {}

    private final List<Example> examples = new ArrayList<>();

    private ApiGuide() {}

    /** @param page such as {@code docs/campaigns.md} */
    static ApiGuide of(String page) throws IOException {
        ApiGuide guide = new ApiGuide();
        Path file = Path.of(System.getProperty("millrace.root", "..")).resolve(page);
        Matcher matcher = EXAMPLE.matcher(Files.readString(file));
        while (matcher.find()) {
            guide.examples.add(new Example(
                    matcher.group(1),
                    matcher.group(2),
                    matcher.group(3).strip(),
                    Integer.parseInt(matcher.group(4)),
                    Json.mapper().readTree("[" + matcher.group(5) + "]").path(0)));
        }
        return guide;
    }

    int size() {
        return examples.size();
    }

    /** From top to bottom. */
    void run() throws IOException {
        for (Example example : examples) {
            RequestSpecification request = given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(FakeNeighbours.ADMIN_KEY)
                    .contentType("application/json");
            Response answer = (example.body().isBlank()
                            ? request
                            : request.body(example.body().getBytes(StandardCharsets.UTF_8)))
                    .request(example.method(), example.path());
            String described = example.method() + " " + example.path() + " answered " + answer.asString();
            assertThat(answer.statusCode()).describedAs(described).isEqualTo(example.status());
            assertHas(Json.mapper().readTree("[" + answer.asString() + "]").path(0), example.answer(), described);
        }
    }

    private static void assertHas(JsonNode found, JsonNode shown, String described) {
        if (shown.isTextual() && shown.textValue().equals(ANYTHING)) {
            assertThat(found.isMissingNode()).describedAs(described).isFalse();
        } else if (shown.isObject()) {
            for (Map.Entry<String, JsonNode> field : shown.properties()) {
                assertHas(found.path(field.getKey()), field.getValue(), described + "\nat " + field.getKey());
            }
        } else if (shown.isArray()) {
            assertThat(found.size()).describedAs(described).isEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                assertHas(found.get(i), shown.get(i), described + "\nat " + i);
            }
        } else {
            assertThat(found).describedAs(described).isEqualTo(shown);
        }
    }
}
