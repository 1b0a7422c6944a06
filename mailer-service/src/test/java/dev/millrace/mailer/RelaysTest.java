package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.link.LinkKey;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.smtp.PhasedMailServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service with two mail servers, over three relays: one of them is bound to a rate. */
@QuarkusTest
@TestProfile(RelaysTest.TwoMailServers.class)
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB"),
        restrictToAnnotatedClass = true)
class RelaysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

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

    @ConfigProperty(name = "millrace.smtp.port")
    int firstPort;

    @ConfigProperty(name = "millrace.smtp.relays.second.port")
    int secondPort;

    KafkaProbe kafka;
    PhasedMailServer first;

    /** One connection for each class at each relay. */
    public static final class TwoMailServers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            List<Integer> ports = FreePorts.find(2);
            Map<String, String> settings = new HashMap<>();
            settings.put("millrace.smtp.host", "127.0.0.1");
            settings.put("millrace.smtp.port", ports.get(0).toString());
            settings.put("millrace.smtp.connections.marketing", "1");
            settings.put("millrace.smtp.connections.transactional", "1");
            for (String relay : List.of("second", "slow")) {
                settings.put("millrace.smtp.relays." + relay + ".host", "127.0.0.1");
                settings.put(
                        "millrace.smtp.relays." + relay + ".port", ports.get(1).toString());
                settings.put("millrace.smtp.relays." + relay + ".timeout", "5s");
                settings.put("millrace.smtp.relays." + relay + ".connections.marketing", "1");
                settings.put("millrace.smtp.relays." + relay + ".connections.transactional", "1");
            }
            settings.put("millrace.smtp.relays.slow.rate", "1/h");
            settings.put("millrace.smtp.routes.transactional", "second");
            settings.put("millrace.smtp.routes.domains.\"second.test\"", "second");
            settings.put("millrace.smtp.routes.domains.\"slow.test\"", "slow");
            return settings;
        }
    }

    @BeforeEach
    void open() throws IOException {
        kafka = new KafkaProbe(bootstrapServers);
        first = new PhasedMailServer(firstPort);
        PlainTemplates.saveBoth("relay-");
    }

    @AfterEach
    void close() throws IOException {
        first.close();
        kafka.close();
    }

    @Test
    void mailGoesOverTheRelayOfItsDomainElseOfItsClass() throws IOException {
        try (PhasedMailServer second = new PhasedMailServer(secondPort)) {
            request("offer", "offer@first.test", MessageClass.MARKETING);
            request("receipt", "receipt@first.test", MessageClass.TRANSACTIONAL);
            request("there", "there@second.test", MessageClass.MARKETING);
            for (String id : List.of("offer", "receipt", "there")) {
                awaitState(id, "accepted");
            }
            assertThat(first.taken("offer@first.test")).isEqualTo(1);
            assertThat(second.taken("receipt@first.test")).isEqualTo(1);
            assertThat(second.taken("there@second.test")).isEqualTo(1);
            assertThat(first.taken("receipt@first.test") + first.taken("there@second.test"))
                    .isZero();
            assertThat(handovers("second", "transactional", "taken")).isPositive();
            given().header("Authorization", "Bearer test-admin-key")
                    .contentType(ContentType.JSON)
                    .body(Map.of("to", "looks@second.test"))
                    .post("/api/templates/relay-marketing/test")
                    .then()
                    .statusCode(200);
            assertThat(second.taken("looks@second.test")).isEqualTo(1);
        }
    }

    @Test
    void aRelayThatIsAwayHoldsUpNoOther() throws IOException {
        for (int i = 0; i < 20; i++) {
            request("waits-" + i, "waits-" + i + "@second.test", MessageClass.MARKETING);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(handovers("second", "marketing", "unreachable"))
                .isPositive());
        for (int i = 0; i < 5; i++) {
            request("goes-" + i, "goes-" + i + "@first.test", MessageClass.MARKETING);
        }
        for (int i = 0; i < 5; i++) {
            awaitState("goes-" + i, "accepted");
        }
        assertThat(state("waits-19")).isIn("queued", "retry-at", "claimed");
        assertThat(handovers("default", "marketing", "unreachable")).isZero();
        assertThat(given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .containsPattern("\"reachable default\": *true")
                .containsPattern("\"reachable second\": *false");
        try (PhasedMailServer second = new PhasedMailServer(secondPort)) {
            for (int i = 0; i < 20; i++) {
                awaitState("waits-" + i, "accepted");
                assertThat(second.taken("waits-" + i + "@second.test")).isEqualTo(1);
            }
        }
    }

    @Test
    void aRateIsThatOfItsRelay() throws IOException {
        try (PhasedMailServer second = new PhasedMailServer(secondPort)) {
            request("slow-1", "slow-1@slow.test", MessageClass.MARKETING);
            awaitState("slow-1", "accepted");
            request("slow-2", "slow-2@slow.test", MessageClass.MARKETING);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            ledger.find("slow-2").orElseThrow().state().reason())
                    .isEqualTo("waits for its turn at the relay"));
            for (String id : List.of("quick-1", "quick-2")) {
                request(id, id + "@second.test", MessageClass.MARKETING);
                awaitState(id, "accepted");
            }
            assertThat(second.taken("slow-2@slow.test")).isZero();
        }
    }

    @Test
    void whatWaitsForARelayThatIsNoLongerThereGoesOverTheDefaultOne() {
        Instant now = time.instant();
        MessageRequested request = Messages.request(
                "left", "left@first.test", MessageClass.MARKETING, "relay-marketing", now, Duration.ofHours(1));
        Instant later = now.plus(Duration.ofMinutes(30));
        ledger.insert(request, key.addressHash("left@first.test"), new MessageState.RetryAt(later, "waits"), now);
        mongo.getDatabase(database)
                .getCollection("messages")
                .updateOne(new Document("_id", "left"), new Document("$set", new Document("relay", "gone")));
        assertThat(ledger.due("default", MessageClass.MARKETING, later, 1_000))
                .noneMatch(due -> due.id().equals("left"));
        ledger.prepare();
        assertThat(ledger.due("default", MessageClass.MARKETING, later, 1_000))
                .anyMatch(due -> due.id().equals("left"));
    }

    private double handovers(String relay, String messageClass, String end) {
        return meters.counter("millrace.mailer.handovers", "relay", relay, "class", messageClass, "end", end)
                .count();
    }

    private void request(String id, String address, MessageClass messageClass) {
        String template = "relay-" + messageClass.name().toLowerCase(java.util.Locale.ROOT);
        kafka.request(Messages.request(id, address, messageClass, template, time.instant(), Duration.ofHours(1)));
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
    }

    private String state(String id) {
        return ledger.find(id).map(entry -> entry.state().code()).orElse("not there");
    }
}
