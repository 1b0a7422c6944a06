package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.ShopEvent;
import dev.millrace.mailer.ledger.Lease;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState.Claimed;
import dev.millrace.mailer.ledger.MessageState.Queued;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.mongo.Ledger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service with a real broker, a real store and a real mail server. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class MailerServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "Bearer test-admin-key";
    private static final String LAYOUT =
            """
            <mjml><mj-body><mj-section><mj-column>
              <mj-text>Hi {{ customer.first_name | default: "there" }}, {{ cart.items[0].name }} waits.</mj-text>
              <mj-button href="{{ cart.items[0].url }}">Look</mj-button>
              <mj-text>{{ shop.address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text>
            </mj-column></mj-section></mj-body></mjml>
            """;

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    LinkKey linkKey;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "millrace.inbox.url")
    String inboxUrl;

    KafkaProbe kafka;
    InboxProbe inbox;

    @BeforeEach
    void install() {
        kafka = new KafkaProbe(bootstrapServers);
        inbox = new InboxProbe(inboxUrl);
        save("abandoned-cart-1", "marketing");
        save("receipt", "transactional");
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aRequestBecomesOneMailAndASentEvent() {
        MessageRequested request = marketing("happy");
        kafka.request(request);
        awaitState("happy", "accepted");

        List<String> mails = inbox.mailsTo("happy@example.test");
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0))
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
                .contains("List-Unsubscribe: <https://mail.shop.test/u/")
                .contains("List-ID: <marketing.shop.test>")
                .contains("Feedback-ID: abandoned-cart:abandoned-cart-1:marketing:shop.test")
                .contains("@shop.test>")
                .contains("multipart/alternative");
        JsonNode mail = inbox.newestTo("happy@example.test");
        assertThat(mail.path("Subject").asText()).isEqualTo("Ana, still thinking?");
        assertThat(mail.path("Text").asText()).contains("Hi Ana, Walnut cutting board waits.");
        assertThat(mail.path("HTML").asText()).contains("https://mail.shop.test/t/o/");
        assertThat(mail.path("From").toString()).contains("Alder & Oak").contains("hello@shop.test");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("happy"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo(Kind.SENT);
                    assertThat(event.openTracked()).isTrue();
                    assertThat(event.customer()).isEqualTo(request.customer());
                }));
    }

    @Test
    void theSameRequestTwiceIsOneMail() {
        kafka.request(marketing("twice"));
        kafka.request(marketing("twice"));
        kafka.request(marketing("twice-end"));
        awaitState("twice", "accepted");
        awaitState("twice-end", "accepted");
        assertThat(inbox.mailsTo("twice@example.test")).hasSize(1);
    }

    @Test
    void aCancellationThatComesFirstStopsTheMail() {
        MessageRequested request = marketing("cancelled-early");
        kafka.command(
                MessageClass.MARKETING,
                new MessageCancelled(request.id(), request.customer(), "ordered", time.instant()));
        kafka.request(request);
        kafka.request(marketing("cancelled-early-end"));
        awaitState("cancelled-early-end", "accepted");
        assertThat(inbox.mailsTo("cancelled-early@example.test")).isEmpty();
        assertThat(ledger.countByState()).containsKey("cancelled");
    }

    @Test
    void aCancellationBeforeSendingStopsTheMailAndSaysSo() {
        MessageRequested request =
                request("cancelled", MessageClass.MARKETING, "abandoned-cart-1", Duration.ofHours(1));
        // claimed by an instance that does not go on, so that the cancellation finds it unsent
        claimedBySomebodyElse(request, Duration.ofHours(1));
        kafka.command(
                MessageClass.MARKETING,
                new MessageCancelled(request.id(), request.customer(), "ordered", time.instant()));
        awaitState("cancelled", "cancelled");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("cancelled"))
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(Kind.NOT_SENT)));
        assertThat(inbox.mailsTo("cancelled@example.test")).isEmpty();
    }

    @Test
    void aCancellationAfterSendingHasNoEffect() {
        MessageRequested request = marketing("cancelled-late");
        kafka.request(request);
        awaitState("cancelled-late", "accepted");
        kafka.command(
                MessageClass.MARKETING,
                new MessageCancelled(request.id(), request.customer(), "ordered", time.instant()));
        kafka.request(marketing("cancelled-late-end"));
        awaitState("cancelled-late-end", "accepted");
        assertThat(state("cancelled-late")).isEqualTo("accepted");
    }

    @Test
    void aRequestWithoutTemplateIsHeldWithAReason() {
        kafka.request(request("no-template", MessageClass.MARKETING, "nowhere", Duration.ofHours(1)));
        awaitState("no-template", "held");
        given().header("Authorization", KEY)
                .get("/api/messages/no-template")
                .then()
                .statusCode(200)
                .body("reason", equalTo("there is no template nowhere"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("no-template"))
                .extracting(EngagementEvent::kind)
                .containsExactly(Kind.NOT_SENT));
    }

    @Test
    void aStaleRequestExpires() {
        kafka.request(request("stale", MessageClass.MARKETING, "abandoned-cart-1", Duration.ofSeconds(-1)));
        awaitState("stale", "expired");
        assertThat(inbox.mailsTo("stale@example.test")).isEmpty();
    }

    @Test
    void whatCantBeReadGoesToTheDeadLettersAndTheStreamGoesOn() {
        byte[] rubbish = "{\"type\":\"requested\",\"id\":".getBytes(StandardCharsets.UTF_8);
        String topic = KafkaProbe.TOPICS.marketingMessages().name();
        kafka.bytes(topic, "user:rubbish", rubbish);
        kafka.request(marketing("after-rubbish"));
        awaitState("after-rubbish", "accepted");
        assertThat(kafka.records(KafkaProbe.TOPICS.deadLetters().name()))
                .filteredOn(record -> Arrays.equals(record.value(), rubbish))
                .singleElement()
                .satisfies(record -> {
                    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("user:rubbish");
                    assertThat(new String(
                                    record.headers()
                                            .lastHeader(DeadLetter.TOPIC)
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .isEqualTo(topic);
                    assertThat(record.headers().lastHeader(DeadLetter.REASON)).isNotNull();
                });
        given().get("/q/metrics").then().body(containsString("millrace_mailer_dead_letters_total"));
    }

    @Test
    void whoUnsubscribesByPostGetsNoMoreMarketingButReceipts() {
        kafka.request(marketing("leaver"));
        awaitState("leaver", "accepted");
        String path = "/u/" + token("leaver@example.test", "/u/");

        given().get(path).then().statusCode(200).body(containsString("<button type=\"submit\">Unsubscribe</button>"));
        assertThat(kafka.profile()).noneMatch(event -> event.customer().value().equals("user:u-leaver"));

        for (int i = 0; i < 2; i++) {
            given().contentType("application/x-www-form-urlencoded")
                    .body("List-Unsubscribe=One-Click")
                    .post(path)
                    .then()
                    .statusCode(200)
                    .body(containsString("You are unsubscribed"));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(kafka.engagement("leaver"))
                    .extracting(EngagementEvent::kind)
                    .containsExactlyInAnyOrder(Kind.SENT, Kind.UNSUBSCRIBED);
            assertThat(kafka.profile())
                    .filteredOn(event -> event.customer().value().equals("user:u-leaver"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.name()).isEqualTo(ShopEvent.CONSENT_UPDATED);
                        assertThat(event.trust()).isEqualTo(ShopEvent.Trust.INTERNAL);
                        assertThat(event.properties().path("status").asText()).isEqualTo("unsubscribed");
                        assertThat(event.properties().path("source").asText()).isEqualTo("one-click");
                    });
        });

        kafka.request(to("leaver", "leaver-2", MessageClass.MARKETING, "abandoned-cart-1"));
        awaitState("leaver-2", "suppressed");
        kafka.request(to("leaver", "leaver-3", MessageClass.TRANSACTIONAL, "receipt"));
        awaitState("leaver-3", "accepted");
    }

    @Test
    void aClickLeadsToTheTargetAndIsToldOnce() {
        kafka.request(marketing("clicker"));
        awaitState("clicker", "accepted");
        String token = token("clicker@example.test", "/t/c/");
        for (int i = 0; i < 2; i++) {
            given().redirects()
                    .follow(false)
                    .get("/t/c/" + token)
                    .then()
                    .statusCode(302)
                    .header(
                            "Location",
                            equalTo(
                                    "https://www.shop.test/p/board?size=l&wood=walnut&utm_source=millrace&utm_medium=email"
                                            + "&utm_campaign=abandoned-cart&utm_content=abandoned-cart-1"));
        }
        given().get("/t/o/" + token("clicker@example.test", "/t/o/"))
                .then()
                .statusCode(200)
                .contentType("image/gif");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("clicker"))
                .extracting(EngagementEvent::kind)
                .containsExactlyInAnyOrder(Kind.SENT, Kind.CLICKED, Kind.OPENED));
    }

    @Test
    void aForgedOrChangedTokenLeadsNowhere() {
        kafka.request(marketing("forged"));
        awaitState("forged", "accepted");
        String click = token("forged@example.test", "/t/c/");
        String changed = (click.charAt(0) == 'A' ? 'B' : 'A') + click.substring(1);
        for (String path : List.of("/t/c/" + changed, "/t/c/x", "/t/o/" + click, "/u/" + click)) {
            given().redirects().follow(false).get(path).then().statusCode(404);
        }
        given().post("/u/" + click).then().statusCode(404);
    }

    @Test
    void marketingMailOfUnknownFateIsNotSentAgain() {
        LedgerEntry sending =
                leftInSending(request("lost", MessageClass.MARKETING, "abandoned-cart-1", Duration.ofHours(1)));
        assertThat(sending.state().code()).isEqualTo("sending");
        awaitState("lost", "unknown");
        kafka.request(marketing("lost-end"));
        awaitState("lost-end", "accepted");
        assertThat(state("lost")).isEqualTo("unknown");
        assertThat(inbox.mailsTo("lost@example.test")).isEmpty();
    }

    @Test
    void transactionalMailOfUnknownFateIsSentAgain() {
        leftInSending(request("lost-receipt", MessageClass.TRANSACTIONAL, "receipt", Duration.ofHours(1)));
        awaitState("lost-receipt", "accepted");
        assertThat(inbox.mailsTo("lost-receipt@example.test")).hasSize(1);
    }

    @Test
    void aMessageWhoseWorkerDiedBeforeSendingIsSentOnceTheLeaseEnds() {
        claimedBySomebodyElse(
                request("reclaimed", MessageClass.MARKETING, "abandoned-cart-1", Duration.ofHours(1)),
                Duration.ofSeconds(1));
        awaitState("reclaimed", "accepted");
        assertThat(inbox.mailsTo("reclaimed@example.test")).hasSize(1);
    }

    @Test
    void afterARestartAnInstanceTakesUpItsOwnClaimsAtOnce() {
        MessageRequested request = marketing("mine");
        Instant now = time.instant();
        Claimed claimed = new Queued(now).claim(new Lease("mailer-1", now.plus(Duration.ofHours(1))), now);
        ledger.insert(request, linkKey.addressHash(request.recipient().email()), claimed, now);
        LedgerEntry before = ledger.find("mine").orElseThrow();

        ledger.releaseClaims("mailer-1", now);

        awaitState("mine", "accepted");
        // whoever still held the claim can do nothing with it any more
        assertThat(ledger.move(before, claimed.begin(claimed.lease()), 0, now)).isEmpty();
        assertThat(inbox.mailsTo("mine@example.test")).hasSize(1);
    }

    @Test
    void templatesAreVersionedAndRefusedWithTheirPlace() {
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "class", "marketing", "subject", "Hi", "mjml", LAYOUT.replace("waits.", "{% if cart %}waits.")))
                .put("/api/templates/broken")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("template-refused"))
                .body("error.path", equalTo("mjml"))
                .body("error.line", equalTo(2))
                .body("error.expected", equalTo("{% endif %}"));
        given().header("Authorization", KEY).get("/api/templates/broken").then().statusCode(404);

        for (int version : List.of(1, 1, 2)) {
            given().header("Authorization", KEY)
                    .contentType(ContentType.JSON)
                    .body(Map.of("class", "marketing", "subject", "Subject " + version, "mjml", LAYOUT))
                    .put("/api/templates/versioned")
                    .then()
                    .statusCode(200)
                    .body("version", equalTo(version));
        }
        given().header("Authorization", KEY)
                .delete("/api/templates/versioned")
                .then()
                .statusCode(204);
        given().header("Authorization", KEY)
                .delete("/api/templates/versioned")
                .then()
                .statusCode(404);
    }

    @Test
    void theAdminApiNeedsItsKey() {
        for (String path : List.of("/api/templates", "/api/messages", "/api/messages/x")) {
            given().get(path).then().statusCode(401).body("error.code", equalTo("unknown-key"));
            given().header("Authorization", "Bearer wrong").get(path).then().statusCode(401);
        }
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body("{\"class\": ")
                .put("/api/templates/x")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("malformed-json"));
    }

    @Test
    void healthMetricsAndOpenApiAreServed() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", org.hamcrest.Matchers.hasItem("mail server"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/templates/{id}"));
        given().get("/q/metrics").then().statusCode(200);
    }

    private MessageRequested marketing(String id) {
        return request(id, MessageClass.MARKETING, "abandoned-cart-1", Duration.ofHours(1));
    }

    private MessageRequested request(String id, MessageClass messageClass, String template, Duration valid) {
        return Messages.request(id, messageClass, template, time.instant(), valid, true, Messages.snapshot());
    }

    private MessageRequested to(String name, String id, MessageClass messageClass, String template) {
        return Messages.request(
                id, name + "@example.test", messageClass, template, time.instant(), Duration.ofHours(1));
    }

    /** As after a crash between writing {@code sending} and the server's answer. */
    private LedgerEntry leftInSending(MessageRequested request) {
        LedgerEntry claimed = claimedBySomebodyElse(request, Duration.ofSeconds(1));
        Instant now = time.instant();
        Claimed state = (Claimed) claimed.state();
        return ledger.move(claimed, state.begin(new Lease("another", now.plusSeconds(1))), 0, now)
                .orElseThrow();
    }

    /** Stored and claimed in one go, before this instance's look-out can. */
    private LedgerEntry claimedBySomebodyElse(MessageRequested request, Duration lease) {
        Instant now = time.instant();
        String hash = linkKey.addressHash(request.recipient().email());
        Claimed claimed = new Queued(now).claim(new Lease("another", now.plus(lease)), now);
        ledger.insert(request, hash, claimed, now);
        return ledger.find(request.id()).orElseThrow();
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
    }

    private String state(String id) {
        return ledger.find(id).map(entry -> entry.state().code()).orElse("not there");
    }

    private String token(String address, String kind) {
        Matcher link = Pattern.compile(Pattern.quote("https://mail.shop.test" + kind) + "([A-Za-z0-9_-]+)")
                .matcher(inbox.newestTo(address).path("HTML").asText());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static void save(String id, String messageClass) {
        given().header("Authorization", KEY)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        id,
                        "class",
                        messageClass,
                        "subject",
                        "{{ customer.first_name }}, still thinking?",
                        "mjml",
                        LAYOUT))
                .put("/api/templates/" + id)
                .then()
                .statusCode(200);
    }
}
