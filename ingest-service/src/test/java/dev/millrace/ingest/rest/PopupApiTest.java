package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.storefront.StorefrontBook;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class PopupApiTest {

    private static final String TEXTS =
            "\"texts\": {\"de\": {\"title\": \"Hallo\", \"body\": \"Neues\", \"wording\": \"Ja\"}}";
    private static final String GERMAN = "{\"id\": \"spring\", \"language\": \"de\", " + TEXTS + "}";

    @Inject
    LogPreparation preparation;

    @Inject
    StorefrontBook book;

    @BeforeEach
    void awaitLog() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> preparation.ready() && book.complete());
    }

    @AfterEach
    void reset() {
        admin().delete("/api/popup").then().statusCode(200).body("setBy", equalTo("configuration"));
    }

    @Test
    void shouldShowWhatWasSetFromTheNextQuestionOnAndWhatIsConfiguredAgainWhenItIsReset() {
        String tag =
                pages().then().body("popup.id", equalTo("welcome")).extract().header("ETag");
        admin().get("/api/popup")
                .then()
                .body("setBy", equalTo("configuration"))
                .body("popup.texts.en.code", equalTo("WELCOME10"));

        put(GERMAN)
                .then()
                .statusCode(200)
                .body("setBy", equalTo("api"))
                .body("popup.texts.de.title", equalTo("Hallo"))
                .body("popup.texts.de.button", equalTo("Sign up"))
                .body("popup.rule.exitIntent", equalTo(true));

        pages().then()
                .header("ETag", not(equalTo(tag)))
                .body("popup.id", equalTo("spring"))
                .body("popup.texts.de.wording", equalTo("Ja"))
                .body("popup.texts.en", nullValue());
        admin().get("/api/popup").then().body("setBy", equalTo("api")).body("popup.id", equalTo("spring"));

        reset();
        pages().then().header("ETag", equalTo(tag)).body("popup.id", equalTo("welcome"));
    }

    @Test
    void shouldShowNoneWhereItIsSwitchedOff() {
        put("{\"off\": true}")
                .then()
                .statusCode(200)
                .body("setBy", equalTo("api"))
                .body("popup", nullValue());

        pages().then().body("popup", nullValue());
    }

    @Test
    void shouldChangeNothingWhenItIsOnlyAsked() {
        admin().contentType("application/json")
                .body(GERMAN.getBytes(UTF_8))
                .put("/api/popup?dryRun=true")
                .then()
                .statusCode(200)
                .body("popup.id", equalTo("spring"));

        pages().then().body("popup.id", equalTo("welcome"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {}                                                    | no texts for its language en
            []                                                    | is no pop-up
            {"texts": {"en": {"title": "Hi"}}}                    | a text is missing
            {"texts": {"en": null}}                               | says nothing in en
            {"text": {}}                                          | no setting text
            {"texts": {"en": {"titel": "Hi"}}}                    | no setting texts.en.titel
            {"rule": {"scrollPercent": 101}}                      | 0 to 100
            {"rule": {"scrollPercent": "half"}}                   | rule.scrollPercent
            {"id": "Not An Id", "texts": {}}                      | lower-case
            """)
    void shouldSayWhatCannotBeMeant(String body, String reason) {
        put(body).then().statusCode(400).body("error.message", containsString(reason));
    }

    @Test
    void shouldBeChangedByTheAdminOnly() {
        given().contentType("application/json")
                .body(GERMAN.getBytes(UTF_8))
                .put("/api/popup")
                .then()
                .statusCode(401);
        given().delete("/api/popup").then().statusCode(401);
    }

    private static Response put(String body) {
        return admin().contentType("application/json")
                .body(body.getBytes(UTF_8))
                .put("/api/popup");
    }

    private static Response pages() {
        return given().get("/v1/storefront/" + Producer.BROWSER_KEY);
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-admin-key");
    }
}
