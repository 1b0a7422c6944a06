package dev.millrace.mailer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.smtp.ScriptedMailServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service while the mail server is away, busy, or says no. */
@QuarkusTest
@TestProfile(MailServerTroubleTest.OwnMailServer.class)
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB"),
        restrictToAnnotatedClass = true)
class MailServerTroubleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "millrace.smtp.port")
    int port;

    KafkaProbe kafka;

    /** The mail server of these tests listens where the configuration says, when a test starts it. */
    public static final class OwnMailServer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try (ServerSocket free = new ServerSocket(0)) {
                return Map.of(
                        "millrace.smtp.host",
                        "127.0.0.1",
                        "millrace.smtp.port",
                        Integer.toString(free.getLocalPort()),
                        "millrace.smtp.timeout",
                        "20s",
                        "millrace.ledger.lease",
                        "1s",
                        "millrace.smtp.domain-rates.\"rated.test\"",
                        "2/m");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void install() {
        kafka = new KafkaProbe(bootstrapServers);
        PlainTemplates.save("plain", MessageClass.MARKETING);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void mailWaitsWhileTheServerIsAwayAndIsSentOnceLater() {
        kafka.request(request("away"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(state("away")).isEqualTo("retry-at");
            assertThat(entry("away").attempts()).isPositive();
        });
        given().get("/q/health/ready").then().statusCode(200);
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            awaitState("away", "accepted");
            assertThat(server.acceptedFor("away@example.test")).hasSize(1);
        }
    }

    @Test
    void mailIsTriedAgainAfterATemporaryRefusal() {
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            server.answerRecipient("busy@example.test", 450, "4.2.1 busy");
            server.answerContent("busy@example.test", 451, "4.3.0 still busy");
            kafka.request(request("busy"));
            awaitState("busy", "accepted");
            assertThat(server.acceptedFor("busy@example.test")).hasSize(1);
            assertThat(entry("busy").attempts()).isEqualTo(3);
        }
    }

    /** The time-out here is longer than the lease, as can happen with a server that is slow to answer. */
    @Test
    void mailThatThisProcessStillSendsIsNotGivenUpWhenItsLeaseEnds() {
        CountDownLatch answer = new CountDownLatch(1);
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            server.holdAnswer("slow@example.test", answer);
            kafka.request(request("slow"));
            awaitState("slow", "sending");
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(6))
                    .untilAsserted(() -> assertThat(state("slow")).isEqualTo("sending"));
            answer.countDown();
            awaitState("slow", "accepted");
        } finally {
            answer.countDown();
        }
    }

    @Test
    void aRefusalForGoodIsABounceAndABadAddressIsNotTriedAgain() {
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            server.answerRecipient("nobody@example.test", 550, "5.1.1 no such user nobody@example.test");
            kafka.request(request("nobody"));
            awaitState("nobody", "rejected");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("nobody"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.kind()).isEqualTo(Kind.BOUNCED);
                        assertThat(event.reason()).contains("5.1.1").doesNotContain("@");
                    }));
            kafka.request(request("nobody-2", "nobody@example.test", Duration.ofHours(1)));
            awaitState("nobody-2", "suppressed");

            server.answerContent("policy@example.test", 554, "5.7.1 we do not like this");
            kafka.request(request("policy"));
            awaitState("policy", "rejected");
            kafka.request(request("policy-2", "policy@example.test", Duration.ofHours(1)));
            awaitState("policy-2", "accepted");
        }
    }

    @Test
    void mailThatWaitsTooLongExpiresAndSaysSo() {
        kafka.request(request("late", "late@example.test", Duration.ofSeconds(4)));
        awaitState("late", "expired");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement("late"))
                .extracting(EngagementEvent::kind)
                .containsExactly(Kind.NOT_SENT));
    }

    @Test
    void refusalsThatAreAboutUsStopTheCampaignUntilSomebodyLetsItGoOn() {
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            for (int i = 1; i <= 3; i++) {
                server.answerContent("unwanted-" + i + "@stop.test", 550, "5.7.1 too many complaints");
                kafka.request(campaign("unwanted-" + i, "unwanted"));
                awaitState("unwanted-" + i, "rejected");
            }
            await().atMost(PATIENCE).untilAsserted(() -> given().header("Authorization", "Bearer test-admin-key")
                    .get("/api/stops")
                    .then()
                    .body("stops.campaign", hasItem("unwanted")));
            kafka.request(campaign("unwanted-4", "unwanted"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entry("unwanted-4").state().reason())
                            .startsWith("the campaign is stopped: 550 5.7.1"));
            kafka.request(campaign("wanted-1", "wanted"));
            awaitState("wanted-1", "accepted");
            assertThat(state("unwanted-4")).isEqualTo("retry-at");
            assertThat(server.acceptedFor("unwanted-4@stop.test")).isEmpty();

            given().header("Authorization", "Bearer test-admin-key")
                    .delete("/api/stops/unwanted")
                    .then()
                    .statusCode(204);
            awaitState("unwanted-4", "accepted");
            given().header("Authorization", "Bearer test-admin-key")
                    .delete("/api/stops/unwanted")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void aDomainThatAsksForLessIsLeftAloneAndOthersAreNot() {
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            server.answerRecipient("first@slow.test", 421, "4.7.0 too many messages, slow down");
            kafka.request(request("slow-first", "first@slow.test", Duration.ofHours(1)));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(entry("slow-first").attempts()).isPositive());
            kafka.request(request("slow-second", "second@slow.test", Duration.ofHours(1)));
            kafka.request(request("not-slow", "third@quick.test", Duration.ofHours(1)));
            awaitState("not-slow", "accepted");
            awaitState("slow-first", "accepted");
            awaitState("slow-second", "accepted");
        }
    }

    /** Two a minute: the first goes at once, the second half a minute later, and for the third that is too late. */
    @Test
    void mailToADomainWithARateWaitsForItsTurn() {
        try (ScriptedMailServer server = new ScriptedMailServer(port)) {
            for (String id : List.of("rated-1", "rated-2")) {
                kafka.request(request(id, id + "@rated.test", Duration.ofHours(1)));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.of(state("rated-1"), state("rated-2")))
                    .containsExactlyInAnyOrder("accepted", "retry-at"));
            kafka.request(request("rated-3", "rated-3@rated.test", Duration.ofSeconds(20)));
            awaitState("rated-3", "expired");
            assertThat(entry("rated-3").state().reason()).contains("no turn for it");
        }
    }

    private MessageRequested campaign(String id, String campaign) {
        MessageRequested request = request(id, id + "@stop.test", Duration.ofHours(1));
        return new MessageRequested(
                request.id(),
                request.customer(),
                request.userId(),
                request.messageClass(),
                request.channel(),
                campaign,
                1,
                request.step(),
                request.template(),
                request.recipient(),
                request.requestedAt(),
                request.validUntil(),
                request.trackOpens(),
                request.snapshot(),
                null,
                null);
    }

    private MessageRequested request(String id) {
        return request(id, id + "@example.test", Duration.ofHours(1));
    }

    private MessageRequested request(String id, String address, Duration valid) {
        return Messages.request(id, address, MessageClass.MARKETING, "plain", time.instant(), valid);
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
    }

    private String state(String id) {
        return ledger.find(id).map(entry -> entry.state().code()).orElse("not there");
    }

    private LedgerEntry entry(String id) {
        return ledger.find(id).orElseThrow();
    }
}
