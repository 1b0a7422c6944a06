package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.MessageState.RetryAt;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.template.Variant;
import dev.millrace.mailer.template.Variants;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of a template with several subjects, from request to what readers do. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class SubjectVariantsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LAYOUT = "<mjml><mj-body><mj-section><mj-column><mj-text>{{ shop.address }}"
            + "<a href='{{ unsubscribe_url }}'>x</a></mj-text></mj-column></mj-section></mj-body></mjml>";
    private static final Variant QUESTION = new Variant("Still thinking, {{ customer.first_name }}?", null, 1);
    private static final Variant NEWS = new Variant("It is still there", "Your cart is kept.", 2);
    private static final Map<String, Variant> BOTH = Map.of("question", QUESTION, "news", NEWS);
    private static final Map<String, String> SUBJECTS =
            Map.of("question", "Still thinking, Ana?", "news", "It is still there");

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    LinkKey linkKey;

    @Inject
    Links links;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "millrace.inbox.url")
    String inboxUrl;

    KafkaProbe kafka;
    InboxProbe inbox;

    @BeforeEach
    void connect() {
        kafka = new KafkaProbe(bootstrapServers);
        inbox = new InboxProbe(inboxUrl);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void eachMessageHasItsVariantFromTheInboxToTheClick() {
        save("compared", BOTH);
        List<String> ids = List.of("sub-1", "sub-2", "sub-3", "sub-4", "sub-5", "sub-6");
        ids.forEach(id -> kafka.request(request(id, "compared", null)));
        ids.forEach(id -> awaitState(id, "accepted"));

        Map<String, String> expected = new HashMap<>();
        ids.forEach(id -> expected.put(id, new Variants(BOTH).of(id).orElseThrow()));
        assertThat(expected.values()).contains("question", "news");
        expected.forEach((id, variant) -> {
            assertThat(subject(id)).isEqualTo(SUBJECTS.get(variant));
            given().get(path(links.open(id))).then().statusCode(200);
            given().redirects()
                    .follow(false)
                    .get(path(links.click(id, "https://www.shop.test/")))
                    .then()
                    .statusCode(302);
        });
        expected.forEach((id, variant) -> await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(kafka.engagement(id))
                    .extracting(EngagementEvent::kind)
                    .containsExactlyInAnyOrder(Kind.SENT, Kind.OPENED, Kind.CLICKED);
            assertThat(kafka.engagement(id))
                    .extracting(EngagementEvent::variant)
                    .containsOnly(variant);
        }));
        given().header("Authorization", "Bearer test-admin-key")
                .get("/api/messages/sub-1")
                .then()
                .body("variant", org.hamcrest.Matchers.equalTo(expected.get("sub-1")));
    }

    @Test
    void whatAMessageGotItKeeps() {
        save("reweighted", BOTH);
        waiting("keeps", "reweighted");
        String given = ledger.find("keeps").orElseThrow().variant().orElseThrow();
        Map<String, Variant> another = new HashMap<>(BOTH);
        // whatever the message would get now, it is this one
        another.put("another", new Variant("Quite another", null, 1_000));
        assertThat(new Variants(another).of("keeps")).contains("another");
        save("reweighted", another);

        wake("keeps");
        assertThat(subject("keeps")).isEqualTo(SUBJECTS.get(given));
    }

    @Test
    void aVariantThatIsTakenOutMeanwhileIsNeitherSentNorTold() {
        save("dropped", BOTH);
        waiting("orphan", "dropped");
        save("dropped", Map.of());

        wake("orphan");
        assertThat(subject("orphan")).isEqualTo("Own subject");
        assertThat(ledger.find("orphan").orElseThrow().variant()).isEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("orphan"))
                .singleElement()
                .satisfies(event -> assertThat(event.variant()).isNull()));
    }

    @Test
    void aMessageThatBringsItsOwnSubjectTakesNoPart() {
        save("resent", BOTH);
        kafka.request(request("own", "resent", "In case you missed it"));
        awaitState("own", "accepted");
        assertThat(subject("own")).isEqualTo("In case you missed it");
        assertThat(ledger.find("own").orElseThrow().variant()).isEmpty();
    }

    @Test
    void aLanguageHasVariantsOfItsOwn() {
        save("spoken", BOTH);
        save(
                "spoken.de",
                Map.of(
                        "question",
                        new Variant("Noch am Überlegen?", null, 1),
                        "news",
                        new Variant("Noch da", null, 2)));
        MessageRequested request = request("sprachlich", "spoken", null);
        kafka.request(Messages.to("de-AT", request));
        awaitState("sprachlich", "accepted");

        String variant = new Variants(BOTH).of("sprachlich").orElseThrow();
        assertThat(ledger.find("sprachlich").orElseThrow().variant()).contains(variant);
        assertThat(subject("sprachlich")).isEqualTo(variant.equals("news") ? "Noch da" : "Noch am Überlegen?");
    }

    private void waiting(String id, String template) {
        MessageRequested request = request(id, template, null);
        Instant now = time.instant();
        ledger.insert(
                request,
                linkKey.addressHash(request.recipient().email()),
                new RetryAt(now.plus(Duration.ofMinutes(50)), "waits for " + id),
                now);
    }

    private void wake(String id) {
        assertThat(ledger.wake("abandoned-cart", "waits for " + id, time.instant()))
                .isEqualTo(1);
        awaitState(id, "accepted");
    }

    private MessageRequested request(String id, String template, String subject) {
        return Messages.under(
                subject,
                Messages.request(
                        id,
                        MessageClass.MARKETING,
                        template,
                        time.instant(),
                        Duration.ofHours(1),
                        true,
                        Messages.snapshot()));
    }

    private String subject(String id) {
        return inbox.newestTo(id + "@example.test").path("Subject").asText();
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        ledger.find(id).map(entry -> entry.state().code()))
                .isEqualTo(Optional.of(state)));
    }

    private static String path(String link) {
        return URI.create(link).getPath();
    }

    private static void save(String id, Map<String, Variant> variants) {
        given().header("Authorization", "Bearer test-admin-key")
                .contentType(ContentType.JSON)
                .body(Map.of("class", "marketing", "subject", "Own subject", "mjml", LAYOUT, "variants", variants))
                .put("/api/templates/" + id)
                .then()
                .statusCode(200);
    }
}
