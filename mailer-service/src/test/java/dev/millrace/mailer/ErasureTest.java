package dev.millrace.mailer;

import static com.mongodb.client.model.Filters.eq;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.Move;
import dev.millrace.mailer.engagement.MessageEvents;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.link.Links;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.link.Page;
import dev.millrace.mailer.mongo.Erasures;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.OutboxEvent;
import dev.millrace.mailer.mongo.Preferences;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.preference.Choices;
import dev.millrace.mailer.report.Report;
import dev.millrace.mailer.returned.ReportedMails;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers who are to be forgotten, with a real broker, store and mail server. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB,INBOX"),
        restrictToAnnotatedClass = true)
class ErasureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    Erasures erasures;

    @Inject
    Suppressions suppressions;

    @Inject
    Preferences preferences;

    @Inject
    ReportedMails reported;

    @Inject
    Links links;

    @Inject
    LinkKey key;

    @Inject
    MeterRegistry meters;

    @Inject
    MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

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
        PlainTemplates.save("plain", MessageClass.MARKETING);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void whatTellsWhoTheyWereGoesUnderEachOfTheirIdsAndTheSuppressionStays() {
        String address = "anna@gone.test";
        Instant now = time.instant();
        store(request("anna-sent", "user:anna", address, now), new MessageState.Accepted("250 ok"));
        store(request("anna-waits", "user:anna", address, now), later(now));
        store(request("anna-before", "mail:0anna0", address, now), later(now));
        store(request("ben-waits", "user:ben", "ben@stays.test", now), later(now));
        ledger.insertCancelled(new MessageCancelled("anna-early", CustomerId.user("anna"), "ordered", now), now);
        EngagementEvent clicked =
                MessageEvents.clicked(ledger.find("anna-sent").orElseThrow(), "https://x.test", now, false);
        ledger.record("anna-sent", clicked.id(), List.of(OutboxEvent.of(clicked)));
        for (String hash : List.of(key.addressHash(address), key.addressHash("ben@stays.test"))) {
            suppressions.unsubscribe(hash, "anna-sent", now);
            preferences.save(hash, new Choices(Map.of("sms", true), Set.of("shoes"), Optional.empty()));
        }

        erase("user:anna");
        erase("mail:0anna0");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored("messages"))
                .noneMatch(text -> text.contains("anna"))
                .anyMatch(text -> text.contains("ben-waits")));
        assertThat(preferences.find(key.addressHash(address))).isEmpty();
        assertThat(suppressions.reason(key.addressHash(address), MessageClass.MARKETING))
                .contains("unsubscribed");
        assertThat(preferences.find(key.addressHash("ben@stays.test"))).isPresent();
        for (String collection : mongo.getDatabase(database).listCollectionNames()) {
            assertThat(stored(collection)).as(collection).noneMatch(text -> text.contains("gone.test"));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("anna-sent"))
                .extracting(EngagementEvent::kind)
                .containsExactly(Kind.CLICKED));
        // nothing that happens after the erasure is told of somebody who is forgotten
        assertThat(kafka.engagement("anna-waits")).isEmpty();
        assertThat(inbox.mailsTo(address)).isEmpty();
    }

    @Test
    void anEventThatCanNotBePublishedYetOutlivesItsMessageAndNothingElseDoes() {
        Instant now = time.instant();
        store(request("held-up", "user:holdup", "holdup@gone.test", now), new MessageState.Accepted("250 ok"));
        EngagementEvent opened = MessageEvents.opened(ledger.find("held-up").orElseThrow(), now, false);
        OutboxEvent event = OutboxEvent.of(opened);
        // more than the broker takes
        ledger.record(
                "held-up",
                "opened",
                List.of(new OutboxEvent(event.id(), event.stream(), event.key(), "x".repeat(2 << 20))));

        erase("user:holdup");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger.find("held-up")).isEmpty());
        assertThat(messages().find(eq("_id", "held-up")).first().keySet())
                .containsExactlyInAnyOrder("_id", "state", "outbox", "events", "unpublished");
        given().header("Authorization", "Bearer test-admin-key")
                .get("/api/messages?state=erased")
                .then()
                .statusCode(200)
                .body("messages", empty());

        messages().updateOne(eq("_id", "held-up"), Updates.set("outbox.0.value", event.value()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(kafka.engagement("held-up"))
                    .extracting(EngagementEvent::kind)
                    .containsExactly(Kind.OPENED);
            assertThat(messages().countDocuments(eq("_id", "held-up"))).isZero();
        });
    }

    @Test
    void anEventThatComesWhileOthersArePublishedStaysWithItsMark() {
        Instant now = time.instant();
        store(request("busy", "user:busy", "busy@gone.test", now), new MessageState.Accepted("250 ok"));
        OutboxEvent event =
                OutboxEvent.of(MessageEvents.opened(ledger.find("busy").orElseThrow(), now, false));
        // more than the broker takes
        String value = "x".repeat(2 << 20);
        ledger.record("busy", "first", List.of(new OutboxEvent("first", event.stream(), event.key(), value)));
        Ledger.Outbox published = ledger.outbox("busy");
        ledger.record("busy", "second", List.of(new OutboxEvent("second", event.stream(), event.key(), value)));

        ledger.published(published);
        assertThat(ledger.outbox("busy").events()).extracting(OutboxEvent::id).containsExactly("second");
        assertThat(messages().find(eq("_id", "busy")).first()).containsEntry("unpublished", true);

        ledger.published(ledger.outbox("busy"));
        assertThat(messages().find(eq("_id", "busy")).first()).doesNotContainKeys("outbox", "unpublished");
    }

    /** Killed after each of the steps, and begun anew by the record that was not committed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anErasureThatWasBrokenOffIsDoneTheNextTime(int steps) {
        String customer = "user:broken-" + steps;
        String address = "broken-" + steps + "@gone.test";
        Instant now = time.instant();
        store(request("broken-a-" + steps, customer, address, now), later(now));
        store(request("broken-b-" + steps, customer, address, now), later(now));
        preferences.save(key.addressHash(address), new Choices(Map.of(), Set.of("shoes"), Optional.empty()));
        if (steps > 0) {
            collection("erasures").insertOne(new Document("_id", customer).append("upTo", Date.from(now)));
        }
        if (steps > 1) {
            collection("preferences").deleteOne(eq("_id", key.addressHash(address)));
        }
        if (steps > 2) {
            messages().deleteOne(eq("_id", "broken-a-" + steps));
        }

        for (int i = 0; i < 2; i++) {
            erase(customer);
            erase(customer);
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(messages().countDocuments(eq("customer", customer))).isZero();
            assertThat(preferences.find(key.addressHash(address))).isEmpty();
        });
        double before = requests("erased");
        kafka.request(request("broken-late-" + steps, customer, address, now));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(requests("erased")).isEqualTo(before + 1));
        assertThat(ledger.find("broken-late-" + steps)).isEmpty();
    }

    /** Killed after a request was stored, and the erasure was done before it looked for messages again. */
    @Test
    void aRequestThatIsReadAgainAfterTheErasureIsForgotten() {
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        collection("erasures").insertOne(new Document("_id", "user:again").append("upTo", Date.from(now)));
        MessageRequested request = request("stored-again", "user:again", "again@gone.test", now);
        store(request, later(now));
        double before = requests("erased");

        kafka.request(request);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(requests("erased")).isEqualTo(before + 1));
        assertThat(ledger.find("stored-again")).isEmpty();
    }

    @Test
    void whatWasDecidedForSomebodyForgottenIsNotStoredAndWhoComesBackIsSomebodyNew() {
        // the log knows milliseconds
        Instant erased = time.instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        kafka.bytes(KafkaProbe.TOPICS.erasures().name(), "user:clara", erased("user:clara", erased));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(erasures.isErased(CustomerId.of("user:clara"), erased))
                .isTrue());
        Instant known = erased.plus(Duration.ofMinutes(1));
        assertThat(erasures.isErased(CustomerId.of("user:clara"), known)).isTrue();
        assertThat(erasures.isErased(CustomerId.of("user:clara"), known.plusMillis(1)))
                .isFalse();

        double before = requests("erased");
        kafka.request(request("clara-late", "user:clara", "clara@gone.test", known));
        kafka.request(request("clara-new", "user:clara", "clara@gone.test", time.instant()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        ledger.find("clara-new").orElseThrow().state().code())
                .isEqualTo("accepted"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(requests("erased")).isEqualTo(before + 1));
        assertThat(ledger.find("clara-late")).isEmpty();
        assertThat(inbox.mailsTo("clara@gone.test")).hasSize(1);
        // the topic is read from its beginning by whoever comes to it first, or lost its place
        kafka.bytes(KafkaProbe.TOPICS.erasures().name(), "user:clara", erased("user:clara", erased));
        kafka.bytes(KafkaProbe.TOPICS.erasures().name(), "user:clara", "no JSON".getBytes(StandardCharsets.UTF_8));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        kafka.records(KafkaProbe.TOPICS.deadLetters().name()))
                .anyMatch(record -> new String(record.value(), StandardCharsets.UTF_8).equals("no JSON")));
        assertThat(ledger.find("clara-new")).isPresent();
    }

    @Test
    void aMessageThatIsCancelledForAnErasureGoesWithoutATrace() {
        Instant now = time.instant();
        MessageRequested request = request("dora-waits", "user:dora", "dora@gone.test", now);
        store(request, later(now));
        for (String id : List.of("dora-waits", "dora-never-came")) {
            kafka.command(
                    MessageClass.MARKETING, new MessageCancelled(id, request.customer(), MessageCancelled.ERASED, now));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(meters.counter("millrace.mailer.cancellations", "outcome", "erased")
                                .count())
                        .isEqualTo(2));
        assertThat(stored("messages")).noneMatch(text -> text.contains("dora"));
        assertThat(inbox.mailsTo("dora@gone.test")).isEmpty();
        assertThat(kafka.engagement("dora-waits")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLinkOfAMailThatIsForgottenEndsOnAPageThatSaysSo(Page page) {
        String path = path(page, "forgotten");
        given().get(path).then().statusCode(410).body(containsString("Nothing is kept about this mail"));
        if (page != Page.VIEW) {
            given().contentType(ContentType.URLENC)
                    .body("List-Unsubscribe=One-Click&address=x@gone.test")
                    .post(path)
                    .then()
                    .statusCode(410);
        }
    }

    @Test
    void whatComesBackAboutAMailThatIsForgottenIsCountedAndNothingElse() {
        MailId mail = MailId.of("forgotten-too");
        Map<Report, String> told = Map.of(
                new Report.Bounced(Refusal.ADDRESS, "550 5.1.1"), "Bounced",
                new Report.Complained(), "Complained",
                new Report.Delivered(), "Delivered",
                new Report.Unsubscribed("unsubscribe-mail"), "Unsubscribed");
        told.forEach((report, kind) -> {
            var counter = meters.counter("millrace.mailer.reports", "kind", kind, "outcome", "unknown");
            double before = counter.count();
            reported.take(mail, report);
            assertThat(counter.count()).as(kind).isEqualTo(before + 1);
        });
        String pixel = links.open("forgotten-too").substring("https://mail.shop.test".length());
        given().get(pixel).then().statusCode(200);
        assertThat(kafka.engagement("forgotten-too")).isEmpty();
    }

    @Test
    void aReaderWhoTypesTheirAddressHasTheirDataDeleted() {
        Instant now = time.instant();
        store(request("eva-sent", "user:eva", "eva@gone.test", now), new MessageState.Accepted("250 ok"));
        String path = path(Page.ERASURE, "eva-sent");
        given().get(path(Page.PREFERENCES, "eva-sent"))
                .then()
                .body(containsString(links.page(Page.ERASURE, "eva-sent")));
        given().get(path).then().statusCode(200).body(containsString("type the address"));
        for (String form : List.of("", "address=eve%40gone.test")) {
            given().contentType(ContentType.URLENC)
                    .body(form)
                    .post(path)
                    .then()
                    .statusCode(200)
                    .body(containsString("another address"));
        }
        assertThat(moves("user:eva")).isEmpty();

        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.URLENC)
                    .body("address=+Eva%40gone.test")
                    .post(path)
                    .then()
                    .statusCode(200)
                    .body(containsString("will be deleted"))
                    .body(not(containsString("@gone.test")));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(moves("user:eva"))
                .singleElement()
                .isEqualTo(new Move.EraseRequested(CustomerId.of("user:eva"), List.of(), null)));
    }

    private List<Move> moves(String customer) {
        var topic = KafkaProbe.TOPICS.moves();
        return kafka.records(topic.name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(customer))
                .map(record -> topic.valueSerde().deserializer().deserialize(topic.name(), record.value()))
                .toList();
    }

    private double requests(String outcome) {
        return meters.counter("millrace.mailer.requests", "outcome", outcome).count();
    }

    private void erase(String customer) {
        kafka.bytes(KafkaProbe.TOPICS.erasures().name(), customer, erased(customer, time.instant()));
    }

    private static byte[] erased(String customer, Instant at) {
        var topic = KafkaProbe.TOPICS.erasures();
        return topic.valueSerde().serializer().serialize(topic.name(), new CustomerErased(CustomerId.of(customer), at));
    }

    private void store(MessageRequested request, MessageState state) {
        assertThat(ledger.insert(request, key.addressHash(request.recipient().email()), state, time.instant()))
                .isTrue();
    }

    private static MessageState later(Instant now) {
        return new MessageState.RetryAt(now.plus(Duration.ofHours(1)), "waits");
    }

    private static MessageRequested request(String id, String customer, String address, Instant at) {
        MessageRequested like = Messages.request(id, address, MessageClass.MARKETING, "plain", at, Duration.ofHours(3));
        return new MessageRequested(
                id,
                CustomerId.of(customer),
                null,
                like.messageClass(),
                like.channel(),
                like.campaign(),
                1,
                like.step(),
                like.template(),
                like.recipient(),
                at,
                like.validUntil(),
                true,
                Json.object(),
                null,
                null);
    }

    private String path(Page page, String message) {
        return links.page(page, message).substring("https://mail.shop.test".length());
    }

    private MongoCollection<Document> messages() {
        return collection("messages");
    }

    private MongoCollection<Document> collection(String name) {
        return mongo.getDatabase(database).getCollection(name);
    }

    /** All that a collection holds, as text. */
    private List<String> stored(String name) {
        List<String> all = new ArrayList<>();
        collection(name).find().forEach(document -> all.add(document.toJson()));
        return all;
    }
}
