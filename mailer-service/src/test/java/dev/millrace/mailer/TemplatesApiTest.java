package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.ledger.MessageState.Queued;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Templates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author does with templates, over HTTP and on a real store and mail server. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class TemplatesApiTest {

    private static final String KEY = "Bearer test-admin-key";
    private static final String FOOT =
            "<mj-text>{{ shop.address }} <a href='{{ unsubscribe_url }}'>Unsubscribe</a></mj-text>";

    @Inject
    Ledger ledger;

    @Inject
    Templates templates;

    @Inject
    LinkKey linkKey;

    @Inject
    InstantSource time;

    @ConfigProperty(name = "millrace.inbox.url")
    String inboxUrl;

    @Test
    void aVersionIsLookedAtAndGoneBackTo() {
        save("history", "first", FOOT);
        save("history", "second", FOOT);
        call("GET", "/api/templates/history/versions", Map.of())
                .statusCode(200)
                .body("versions.version", equalTo(java.util.List.of(2, 1)))
                .body("versions[1].subject", equalTo("first"));
        call("GET", "/api/templates/history/versions/1", Map.of())
                .statusCode(200)
                .body("id", equalTo("history"))
                .body("mjml", containsString("unsubscribe_url"));
        call("POST", "/api/templates/history/versions/1/restore", Map.of())
                .statusCode(200)
                .body("version", equalTo(3))
                .body("subject", equalTo("first"));
        call("POST", "/api/templates/history/versions/9/restore", Map.of()).statusCode(404);
        call("GET", "/api/templates/none/versions", Map.of()).statusCode(404);
    }

    @Test
    void aPartChangesTheTemplatesThatRenderIt() {
        call("PUT", "/api/parts/foot", Map.of("mjml", FOOT)).statusCode(200);
        save("parted", "Hi", "{% render 'foot' %}").body("version", equalTo(1));
        call("PUT", "/api/parts/foot", Map.of("mjml", FOOT + "<mj-text>New</mj-text>"))
                .statusCode(200);
        call("GET", "/api/templates/parted", Map.of()).body("version", equalTo(2));
        preview("parted", Map.of()).statusCode(200).body("html", containsString("New"));

        call("PUT", "/api/parts/foot", Map.of("mjml", "<mj-text>{{ shop.address }}</mj-text>"))
                .statusCode(400)
                .body("error.path", equalTo("parted/mjml"))
                .body("error.message", containsString("needs a way out"));
        call("GET", "/api/parts/foot", Map.of()).body("mjml", containsString("New"));
        call("DELETE", "/api/parts/foot", Map.of()).statusCode(409);
        call("DELETE", "/api/templates/parted", Map.of()).statusCode(204);
        call("DELETE", "/api/parts/foot", Map.of()).statusCode(204);
        call("GET", "/api/parts/foot", Map.of()).statusCode(404);
    }

    @Test
    void aPreviewShowsTheWholeMail() {
        save("shown", "Hi {{ customer.first_name }}", "<mj-text>{{ cart.items[0].name }}</mj-text>" + FOOT);
        preview("shown", Map.of())
                .statusCode(200)
                .body("subject", equalTo("Hi Ana"))
                .body("text", containsString("Walnut cutting board"))
                .body("headers.'List-Unsubscribe-Post'", equalTo("List-Unsubscribe=One-Click"))
                .body("htmlBytes", greaterThan(1000));
        preview("shown", Map.of("snapshot", Map.of("customer", Map.of("firstName", "Bo"))))
                .body("subject", equalTo("Hi Bo"));
        preview("shown", Map.of("customer", "user:nobody")).statusCode(404);
        Instant now = time.instant();
        var request = Messages.request(
                "shown-1", MessageClass.MARKETING, "unsent", now, Duration.ofHours(1), true, Messages.snapshot());
        ledger.insert(request, linkKey.addressHash("shown-1@example.test"), new Queued(now), now);
        preview("shown", Map.of("customer", request.customer().value()))
                .statusCode(200)
                .body("text", containsString("Walnut"));
        preview("none", Map.of()).statusCode(404);
    }

    @Test
    void aTestMailIsNoMessage() {
        save("tried", "Hi {{ customer.first_name }}", FOOT);
        long before = messages();
        call("POST", "/api/templates/tried/test", Map.of("to", "author@example.test"))
                .statusCode(200)
                .body("reply", not(equalTo("")));
        assertThat(new InboxProbe(inboxUrl)
                        .newestTo("author@example.test")
                        .path("Subject")
                        .asText())
                .isEqualTo("Hi Ana");
        assertThat(messages()).isEqualTo(before);
        call("POST", "/api/templates/tried/test", Map.of()).statusCode(400);
        call("POST", "/api/templates/tried/test", Map.of("to", "a@b.test\r\nBcc: c@d.test"))
                .statusCode(400);
    }

    @Test
    void theVariantForTheReadersLanguageIsTaken() {
        save("spoken", "Hello", FOOT);
        save("spoken.de", "Hallo", FOOT);
        preview("spoken", Map.of("locale", "de_AT")).body("subject", equalTo("Hallo"));
        preview("spoken", Map.of("locale", "fr")).body("subject", equalTo("Hello"));
        assertThat(templates.current("spoken", "de-DE").orElseThrow().source().id())
                .isEqualTo("spoken.de");
        assertThat(templates.current("spoken", "").orElseThrow().source().id()).isEqualTo("spoken");
    }

    @Test
    void theGuidesVariantsAreSavedAndSeen() throws IOException {
        String guide = Files.readString(Path.of(System.getProperty("millrace.root"), "docs", "templates.md"));
        String section = guide.substring(guide.indexOf("## Several subjects"));
        Matcher example = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(section);
        assertThat(example.find()).isTrue();
        ObjectNode template = Messages.json(example.group(1));
        template.put("mjml", layout(FOOT));
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(template.toString())
                .put("/api/templates/guided")
                .then()
                .statusCode(200)
                .body("variants.product.weight", equalTo(2))
                .body("variants.name.weight", equalTo(1));
        JsonPath all = preview("guided", Map.of()).statusCode(200).extract().jsonPath();
        assertThat(all.getString("subject")).isEqualTo("Your cart is waiting");

        List<MatchResult> rows = Pattern.compile("(?m)^\\| `(.*)` \\| (.*) \\| (.*) \\|$")
                .matcher(section.substring(0, section.indexOf("\n## ", 1)))
                .results()
                .toList();
        assertThat(rows).hasSize(2);
        for (MatchResult row : rows) {
            preview("guided", Map.of("variant", row.group(1)))
                    .statusCode(200)
                    .body("variant", equalTo(row.group(1)))
                    .body("subject", equalTo(row.group(2)))
                    .body("variants", empty());
            assertThat(all.getList("variants.findAll { it.variant == '" + row.group(1) + "' }.subject", String.class))
                    .containsExactly(row.group(2));
        }
        assertThat(all.getString("variants.find { it.variant == 'product' }.html"))
                .contains("It is kept for you");
        preview("guided", Map.of("variant", "price"))
                .statusCode(404)
                .body("error.message", containsString("has no variant price; it has [name, product]"));
        call("POST", "/api/templates/guided/test", Map.of("to", "author@variants.test", "variant", "product"))
                .statusCode(200);
        assertThat(new InboxProbe(inboxUrl)
                        .newestTo("author@variants.test")
                        .path("Subject")
                        .asText())
                .isEqualTo(rows.get(1).group(2));
    }

    @Test
    void versionsHaveTheirVariants() {
        Map<String, Object> template =
                new HashMap<>(Map.of("class", "marketing", "subject", "Own", "mjml", layout(FOOT)));
        call("PUT", "/api/templates/kept", template).statusCode(200);
        template.put("variants", Map.of("a", Map.of("subject", "A"), "b", Map.of("subject", "B", "weight", 3)));
        call("PUT", "/api/templates/kept", template).statusCode(200).body("version", equalTo(2));
        call("PUT", "/api/templates/kept", template).statusCode(200).body("version", equalTo(2));
        call("GET", "/api/templates/kept", Map.of()).body("variants.b.weight", equalTo(3));
        call("POST", "/api/templates/kept/versions/1/restore", Map.of()).body("variants", anEmptyMap());
        call("POST", "/api/templates/kept/versions/2/restore", Map.of()).body("variants.b.subject", equalTo("B"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                     | variants           | is an object",
                "{'a': 'A', 'b': {'subject': 'B'}}                      | variants.a         | is an object",
                "{'a': {'subject': 'A', 'wieght': 2}, 'b': {'subject': 'B'}} | variants.a.wieght | is not known",
                "{'a': {'subject': 'A', 'weight': 1.5}, 'b': {'subject': 'B'}} | variants.a.weight | a whole number",
                "{'a': {'subject': 7}, 'b': {'subject': 'B'}}           | variants.a.subject | is a text",
                "{'a': {'subject': 'A'}}                                | variants           | two or more"
            })
    void wrongVariantsAreRefused(String variants, String path, String message) {
        String template = "{\"class\": \"marketing\", \"subject\": \"Own\", \"mjml\": \""
                + layout(FOOT).replace("\"", "'") + "\", \"variants\": " + variants.replace('\'', '"') + "}";
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(template)
                .put("/api/templates/wrong")
                .then()
                .statusCode(400)
                .body("error.path", equalTo(path))
                .body("error.message", containsString(message));
    }

    @Test
    void aMessageThatWouldBeHeldSaysWhy() {
        call(
                        "PUT",
                        "/api/templates/strict",
                        Map.of(
                                "class", "marketing",
                                "subject", "Hi",
                                "missing", "hold",
                                "mjml", layout("<mj-text>{{ customer.nickname }}</mj-text>" + FOOT)))
                .statusCode(200)
                .body("missing", equalTo("hold"));
        preview("strict", Map.of())
                .statusCode(409)
                .body("error.message", containsString("customer.nickname is missing"));
    }

    private long messages() {
        return ledger.countByState().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static ValidatableResponse preview(String id, Map<String, Object> body) {
        return call("POST", "/api/templates/" + id + "/preview", body);
    }

    private static ValidatableResponse save(String id, String subject, String content) {
        return call(
                        "PUT",
                        "/api/templates/" + id,
                        Map.of("class", "marketing", "subject", subject, "mjml", layout(content)))
                .statusCode(200);
    }

    private static ValidatableResponse call(String method, String path, Map<String, Object> body) {
        return given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path)
                .then();
    }

    private static String layout(String content) {
        return "<mjml><mj-body><mj-section><mj-column>" + content + "</mj-column></mj-section></mj-body></mjml>";
    }
}
