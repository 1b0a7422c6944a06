package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.preference.Wording;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages that links in mails lead to, with messages that have been sent. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class ReaderPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "Bearer test-admin-key";
    private static final String LAYOUT = "<mjml><mj-body><mj-section><mj-column><mj-text>Hi {{ customer.first_name }} "
            + "{{ shop.address }} <a href=\"{{ unsubscribe_url }}\">x</a> <a href=\"{{ view_url }}\">y</a>"
            + "<a href=\"{{ preferences_url }}\">p</a><a href=\"{{ survey_url }}\">s</a>"
            + "<a href=\"{{ confirm_url }}\">c</a></mj-text></mj-column></mj-section></mj-body></mjml>";

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    Links links;

    @Inject
    LinkKey key;

    @Inject
    Suppressions suppressions;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    KafkaProbe kafka;

    @BeforeEach
    void install() {
        kafka = new KafkaProbe(bootstrapServers);
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(Map.of("class", "marketing", "subject", "Hi", "mjml", LAYOUT))
                .put("/api/templates/page-mail")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsShownForItsOwnTokenOnlyAndByLookingNothingChanges(Page page) {
        survey("page-mail");
        String id = "look-" + page;
        sent(id, MessageClass.MARKETING);
        for (Page other : Page.values()) {
            String path = path(page).substring(0, 3) + path(other, id).substring(3);
            given().get(path).then().statusCode(other == page ? 200 : 404);
        }
        String forged = path(page, id);
        given().get(forged.substring(0, forged.length() - 3) + "AAA").then().statusCode(404);
        given().get(path(page, id))
                .then()
                .header("Cache-Control", equalTo("no-store"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(not(containsString("@example.test")));
        assertThat(profile(id)).isEmpty();
        assertThat(kafka.engagement(id)).isEmpty();
        assertThat(suppressions.reason(hash(id), MessageClass.MARKETING)).isEmpty();
    }

    @Test
    void whatIsChosenIsSaidWithProofAndShownAgain() {
        sent("chooser", MessageClass.MARKETING);
        String path = path(Page.PREFERENCES, "chooser");
        given().get(path)
                .then()
                .body(containsString("name=\"channel.email\" value=\"yes\" checked"))
                .body(containsString("value=\"shoes\" checked"))
                .body(not(containsString("name=\"channel.sms\" value=\"no\" checked")));

        given().contentType(ContentType.URLENC)
                .body("do=save&channel.email=yes&channel.sms=yes&topic=shoes&frequency=weekly")
                .post(path)
                .then()
                .statusCode(200)
                .body(containsString("Saved."))
                .body(containsString("value=\"weekly\" checked"))
                .body(not(containsString("value=\"sale\" checked")));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consents("chooser"))
                    .containsExactlyInAnyOrder(
                            "sms marketing subscribed preference-page consent",
                            "email topic:sale unsubscribed preference-page ");
            assertThat(profile("chooser"))
                    .filteredOn(event -> event.kind() == ShopEvent.Kind.IDENTIFY)
                    .singleElement()
                    .satisfies(event -> assertThat(event.traits())
                            .hasToString("{\"email_topics\":[\"shoes\"],\"email_frequency\":\"weekly\"}"));
        });
    }

    @Test
    void whoLeavesOnThePageCanComeBackThere() {
        sent("back", MessageClass.MARKETING);
        String path = path(Page.PREFERENCES, "back");
        choose(path, "channel.email=no&topic=shoes&topic=sale");
        assertThat(suppressions.reason(hash("back"), MessageClass.MARKETING)).contains("unsubscribed");
        given().get(path).then().body(containsString("name=\"channel.email\" value=\"no\" checked"));

        choose(path, "channel.email=yes&topic=shoes&topic=sale");
        assertThat(suppressions.reason(hash("back"), MessageClass.MARKETING)).isEmpty();

        given().post(path(Page.UNSUBSCRIBE, "back")).then().statusCode(200);
        assertThat(suppressions.reason(hash("back"), MessageClass.MARKETING)).contains("unsubscribed");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consents("back"))
                    .containsExactly(
                            "email marketing unsubscribed preference-page ",
                            "email marketing subscribed preference-page double-opt-in",
                            "email marketing unsubscribed unsubscribe-page ");
            assertThat(kafka.engagement("back"))
                    .extracting(EngagementEvent::kind)
                    .containsOnly(Kind.UNSUBSCRIBED);
        });
    }

    @Test
    void aCopyOfTheDataIsAskedForOnce() {
        sent("curious", MessageClass.MARKETING);
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.URLENC)
                    .body("do=copy")
                    .post(path(Page.PREFERENCES, "curious"))
                    .then()
                    .body(containsString("You will get a copy"));
        }
        String topic = KafkaProbe.TOPICS.dataRequests().name();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.records(topic).stream()
                        .map(record -> record.partition() + new String(record.value(), StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .startsWith("0")
                .contains("user:u-curious", "preference-page")
                .doesNotContain("@"));
    }

    @Test
    void onlyAPressedButtonConfirmsASubscription() {
        sent("joiner", MessageClass.TRANSACTIONAL);
        suppressions.unsubscribe(hash("joiner"), "earlier", time.instant());
        String path = path(Page.CONFIRM, "joiner");
        given().get(path).then().statusCode(200).body(containsString("Yes, confirm"));
        assertThat(suppressions.reason(hash("joiner"), MessageClass.MARKETING)).isPresent();
        for (int i = 0; i < 2; i++) {
            given().post(path).then().statusCode(200).body(containsString("Thank you"));
        }
        assertThat(suppressions.reason(hash("joiner"), MessageClass.MARKETING)).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(consents("joiner"))
                .containsExactly("email marketing subscribed confirmation-link double-opt-in"));
    }

    @Test
    void aLinkThatIsTooOldConfirmsNothing() {
        Instant before = time.instant().minus(Duration.ofDays(7)).minusSeconds(60);
        sent("late-joiner", MessageClass.TRANSACTIONAL, before);
        given().post(path(Page.CONFIRM, "late-joiner"))
                .then()
                .statusCode(200)
                .body(containsString("This link is too old"));
        assertThat(ledger.outbox("late-joiner").events()).isEmpty();
    }

    /** The message's language comes before the browser's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | en | Unsubscribe | How often | May we write to you? | Send | Delete your data?",
                "de-AT | uk | Abmelden | Wie oft | Dürfen wir dir schreiben? | Abschicken | Deine Daten löschen?",
                "uk | de | Відписатися | Як часто | Чи можна вам писати? | Надіслати | Видалити ваші дані?",
                "- | de-CH,de;q=0.9 | Abmelden | Wie oft | Dürfen wir dir schreiben? | Abschicken | Deine Daten löschen?",
                "fr | uk | Відписатися | Як часто | Чи можна вам писати? | Надіслати | Видалити ваші дані?"
            })
    void pagesSpeakTheLanguageOfTheReader(
            String locale, String browser, String leave, String choose, String confirm, String answer, String erase) {
        survey("page-mail");
        String id = "speaks-" + locale + "-" + browser.substring(0, 2);
        sent(id, locale.equals("-") ? null : locale);
        Map<Page, String> said = Map.of(
                Page.UNSUBSCRIBE,
                leave,
                Page.PREFERENCES,
                choose,
                Page.CONFIRM,
                confirm,
                Page.SURVEY,
                answer,
                Page.ERASURE,
                erase);
        String language = Wording.of(locale, browser).language();
        said.forEach((page, words) -> given().header("Accept-Language", browser)
                .get(path(page, id))
                .then()
                .statusCode(200)
                .body(containsString(">" + words + "<"))
                .body(containsString("<html lang=\"" + language + "\">"))
                .body(containsString("Alder &amp; Oak"))
                .body(not(containsString("amp;amp;"))));
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT, de, Dieser Link ist nicht",
        "'uk,en;q=0.5', uk, Це посилання недійсне",
        "ja, en, This link is not valid"
    })
    void aLinkThatIsNotOursIsAnsweredInTheLanguageOfTheBrowser(String browser, String language, String words) {
        for (String path : List.of("/u/forged", "/p/forged", "/t/c/forged")) {
            given().header("Accept-Language", browser)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .header("Cache-Control", equalTo("no-store"))
                    .body(containsString("<html lang=\"" + language + "\">"))
                    .body(containsString(words))
                    .body(containsString("mailto:"));
        }
    }

    @Test
    void whatIsChosenInGermanIsProvenInGerman() {
        sent("waehler", (String) null);
        given().header("Accept-Language", "de")
                .contentType(ContentType.URLENC)
                .body("do=save&channel.email=no&topic=shoes")
                .post(path(Page.PREFERENCES, "waehler"))
                .then()
                .body(containsString("Gespeichert."))
                .body(containsString("Schlussverkauf"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(profile("waehler"))
                .filteredOn(event -> event.name().equals(ShopEvent.CONSENT_UPDATED))
                .extracting(event -> event.properties().path("wording").asText())
                .containsExactlyInAnyOrder(
                        "Angebote und Neues von Alder & Oak per Mail: Nein", "Schreibt mir über Schlussverkauf: Nein"));
    }

    @Test
    void answersOfASurveyBecomeTraits() {
        survey("page-mail");
        sent("answerer", MessageClass.MARKETING);
        String path = path(Page.SURVEY, "answerer");
        given().get(path).then().body(containsString("What do you like?")).body(containsString("type=\"radio\""));
        given().contentType(ContentType.URLENC)
                .body("birthday=tomorrow&reward=gift")
                .post(path)
                .then()
                .body(containsString("Please write the day"))
                .body(containsString("value=\"gift\" checked"));
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.URLENC)
                    .body("birthday=1990-05-17&reward=gift")
                    .post(path)
                    .then()
                    .body(containsString("Thank you"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(profile("answerer")).singleElement().satisfies(event -> {
                            assertThat(event.name()).isEqualTo("Survey Answered");
                            assertThat(event.traits()).hasToString("{\"birthday\":\"1990-05-17\",\"reward\":\"gift\"}");
                        }));
    }

    @Test
    void aSurveyThatIsWrongIsRefusedAndOneThatIsGoneLeadsNowhere() {
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body("{\"title\": \"x\"}")
                .put("/api/surveys/wrong")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("survey-refused"))
                .body("error.message", containsString("questions: expected 1 to 20"));
        given().get("/api/surveys").then().statusCode(401);
        survey("gone-survey");
        given().header("Authorization", KEY)
                .delete("/api/surveys/gone-survey")
                .then()
                .statusCode(204);
        given().header("Authorization", KEY)
                .get("/api/surveys/gone-survey")
                .then()
                .statusCode(404);
    }

    @Test
    void theMailCanBeSeenInABrowserWithoutBeingCounted() {
        sent("viewer", MessageClass.MARKETING);
        given().get(path(Page.VIEW, "viewer"))
                .then()
                .statusCode(200)
                .body(containsString("Hi Ana"))
                .body(containsString(links.page(Page.UNSUBSCRIBE, "viewer")))
                .body(not(containsString("/t/o/")));
    }

    @Test
    void aMessageTakesABoundedNumberOfFacts() {
        sent("busy-reader", MessageClass.MARKETING);
        int recorded = 0;
        for (int i = 0; i < 205; i++) {
            recorded += ledger.record("busy-reader", "fact-" + i, List.of()) ? 1 : 0;
        }
        assertThat(recorded).isEqualTo(200);
        assertThat(ledger.record("busy-reader", "fact-1", List.of())).isFalse();
        assertThat(meters.counter("millrace.mailer.facts.refused").count()).isEqualTo(5);
    }

    private void choose(String path, String form) {
        given().contentType(ContentType.URLENC)
                .body("do=save&" + form)
                .post(path)
                .then()
                .statusCode(200);
    }

    private static void survey(String id) {
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"title": "What do you like?", "intro": "Two questions.", "questions": [
                          {"trait": "birthday", "label": "Your birthday", "kind": "date"},
                          {"trait": "reward", "label": "What would please you?", "kind": "one",
                           "options": {"points": "Points", "gift": "A gift"}}]}
                        """)
                .put("/api/surveys/" + id)
                .then()
                .statusCode(200);
    }

    private void sent(String id, MessageClass messageClass) {
        sent(id, messageClass, time.instant());
    }

    private void sent(String id, @Nullable String locale) {
        Instant now = time.instant();
        sent(Messages.to(locale, request(id, MessageClass.MARKETING, now)));
    }

    private void sent(String id, MessageClass messageClass, Instant at) {
        sent(request(id, messageClass, at));
    }

    private static MessageRequested request(String id, MessageClass messageClass, Instant at) {
        return Messages.request(id, id + "@example.test", messageClass, "page-mail", at, Duration.ofDays(30));
    }

    private void sent(MessageRequested request) {
        String id = request.id();
        assertThat(ledger.insert(request, hash(id), new MessageState.Accepted("250 ok"), time.instant()))
                .isTrue();
    }

    private String hash(String id) {
        return key.addressHash(id + "@example.test");
    }

    private String path(Page page, String message) {
        return links.page(page, message).substring("https://mail.shop.test".length());
    }

    private String path(Page page) {
        return path(page, "x");
    }

    private List<ShopEvent> profile(String id) {
        return kafka.profile().stream()
                .filter(event -> event.customer().value().equals("user:u-" + id))
                .toList();
    }

    private List<String> consents(String id) {
        return profile(id).stream()
                .filter(event -> event.name().equals(ShopEvent.CONSENT_UPDATED))
                .peek(event ->
                        assertThat(event.properties().path("wording").asText()).isNotBlank())
                .map(ShopEvent::properties)
                .map(said -> said.path("channel").asText() + " "
                        + said.path("purpose").asText() + " "
                        + said.path("status").asText() + " "
                        + said.path("source").asText() + " "
                        + said.path("basis").asText())
                .toList();
    }
}
