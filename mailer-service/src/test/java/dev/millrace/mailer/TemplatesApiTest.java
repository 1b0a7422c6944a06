package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

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
