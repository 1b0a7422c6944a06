package dev.millrace.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.smtp.PhasedMailServer;
import dev.millrace.mailer.smtp.PhasedMailServer.Act;
import dev.millrace.mailer.smtp.PhasedMailServer.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The service is killed (SIGKILL) at each boundary between two states of a message, with one connection for each class, and started
 * again: each request ends in one final state, {@code unknown} at most once for each connection, and marketing mail is never doubled.
 */
class KilledMailerIT {

    private static final InstantSource TIME = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static Path folder;
    private static BackingServices backing;
    private static HoldingProxy mongo;
    private static Map<String, String> settings;
    private static int port;

    private PhasedMailServer server;
    private MailerProcess mailer;
    private KafkaProbe kafka;

    @BeforeAll
    static void startBacking() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "killed-mailer");
        backing =
                BackingServices.start(folder.resolve("backing"), Set.of(BackingService.KAFKA, BackingService.MONGODB));
        settings = new HashMap<>(backing.configuration());
        URI store = URI.create(settings.get("quarkus.mongodb.connection-string"));
        mongo = new HoldingProxy(store.getPort());
        settings.put("quarkus.mongodb.connection-string", "mongodb://127.0.0.1:" + mongo.port());
        settings.put("millrace.ledger.lease", "3s");
        settings.put("millrace.ledger.poll", "200ms");
        settings.put("millrace.smtp.retries", "1s");
        settings.put("millrace.smtp.timeout", "30s");
        settings.put("millrace.smtp.connections.marketing", "1");
        settings.put("millrace.smtp.connections.transactional", "1");
        port = FreePorts.find(1).get(0);
    }

    @AfterAll
    static void stopBacking() throws IOException {
        mongo.close();
        backing.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new PhasedMailServer(0);
        kafka = new KafkaProbe(backing.configuration().get("kafka.bootstrap.servers"));
        startMailer();
        template("kill-marketing", "");
        template("kill-transactional", "");
    }

    @AfterEach
    void stop() throws IOException {
        mailer.close();
        server.close();
        kafka.close();
    }

    /** The first holds the one connection, the others are in the ledger and nobody's. */
    @Test
    void whatIsQueuedIsSentOnce() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("queue-1"), Act.hold(came, NEVER));
        for (int i = 1; i <= 5; i++) {
            request("queue-" + i, MessageClass.MARKETING);
        }
        awaitCame(came);
        awaitState("queue-5", "queued");
        killAndStart();
        for (int i = 1; i <= 5; i++) {
            awaitState("queue-" + i, "accepted");
            assertThat(server.taken(to("queue-" + i))).isEqualTo(1);
            awaitOneEvent("queue-" + i, Kind.SENT);
        }
    }

    @Test
    void whatIsClaimedIsSentOnce() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("claimed"), Act.hold(came, NEVER));
        request("claimed", MessageClass.MARKETING);
        awaitCame(came);
        assertThat(state("claimed")).isEqualTo("claimed");
        killAndStart();
        awaitState("claimed", "accepted");
        assertThat(server.taken(to("claimed"))).isEqualTo(1);
        awaitOneEvent("claimed", Kind.SENT);
    }

    /** The template has got a variant meanwhile that it would have now. */
    @Test
    void whatIsClaimedKeepsItsVariant() throws Exception {
        template("kill-compared", "\"a\": {\"subject\": \"A\"}, \"b\": {\"subject\": \"B\"}");
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("compared"), Act.hold(came, NEVER));
        request("compared", "kill-compared", MessageClass.MARKETING);
        awaitCame(came);
        String variant = mailer.message("compared").path("variant").asText();
        assertThat(variant).isIn("a", "b");
        template(
                "kill-compared",
                "\"0\": {\"subject\": \"0\", \"weight\": 1000}, \"a\": {\"subject\": \"A\"}, \"b\": {\"subject\": \"B\"}");
        killAndStart();
        awaitState("compared", "accepted");
        assertThat(mailer.message("compared").path("variant").asText()).isEqualTo(variant);
        awaitOneEvent("compared", Kind.SENT);
        assertThat(kafka.engagement("compared"))
                .extracting(EngagementEvent::variant)
                .containsOnly(variant);
    }

    /** Written as sending, and not a byte of it sent: nobody can tell, so marketing mail is given up. */
    @Test
    void whatIsAboutToBeSentIsUnknown() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.DATA, to("data"), Act.hold(came, NEVER));
        request("data", MessageClass.MARKETING);
        awaitCame(came);
        assertThat(state("data")).isEqualTo("sending");
        killAndStart();
        awaitFinal("data", "unknown");
        assertThat(server.taken(to("data"))).isZero();
    }

    @Test
    void marketingMailThatWaitsForItsAnswerIsUnknownAndNotSentAgain() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.ANSWER, to("answer"), silent(came));
        request("answer", MessageClass.MARKETING);
        awaitCame(came);
        killAndStart();
        awaitFinal("answer", "unknown");
        request("answer-after", MessageClass.MARKETING);
        awaitState("answer-after", "accepted");
        assertThat(server.taken(to("answer"))).isZero();
        assertThat(server.taken(to("answer-after"))).isEqualTo(1);
    }

    @Test
    void transactionalMailThatWaitsForItsAnswerIsSentAgain() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.ANSWER, to("receipt"), silent(came));
        request("receipt", MessageClass.TRANSACTIONAL);
        awaitCame(came);
        killAndStart();
        awaitState("receipt", "accepted");
        assertThat(server.taken(to("receipt"))).isEqualTo(1);
        awaitOneEvent("receipt", Kind.SENT);
    }

    /** The server has said yes, and the store does not hear of it. */
    @Test
    void whatWasTakenAndNotStoredIsUnknownAndNotSentAgain() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        server.next(Phase.ANSWER, to("stored"), () -> {
            mongo.hold();
            came.countDown();
            return "";
        });
        request("stored", MessageClass.MARKETING);
        awaitCame(came);
        await().atMost(PATIENCE).until(() -> server.taken(to("stored")) == 1);
        mailer.kill();
        mongo.drop();
        startMailer();
        awaitFinal("stored", "unknown");
        assertThat(server.taken(to("stored"))).isEqualTo(1);
    }

    /** Killed as soon as the state is final: its event may not have been published yet, and is, once. */
    @Test
    void whatIsFinalIsToldOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            String id = "told-" + i;
            CountDownLatch came = new CountDownLatch(1);
            server.next(Phase.ANSWER, to(id), () -> {
                came.countDown();
                return "";
            });
            request(id, MessageClass.MARKETING);
            awaitCame(came);
            killAndStart();
            awaitAnyFinal(id);
            assertThat(server.taken(to(id))).isEqualTo(1);
            if (state(id).equals("accepted")) {
                awaitOneEvent(id, Kind.SENT);
            }
        }
    }

    /** The server never answers. */
    private static Act silent(CountDownLatch came) {
        return Act.hold(came, NEVER);
    }

    private void startMailer() throws IOException {
        settings.put("millrace.smtp.host", "127.0.0.1");
        settings.put("millrace.smtp.port", Integer.toString(server.port()));
        mailer = MailerProcess.start(folder, port, settings);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> mailer.isReady());
    }

    private void killAndStart() throws Exception {
        mailer.kill();
        startMailer();
    }

    private void template(String id, String variants) {
        mailer.template(
                id,
                "{\"class\": \"" + (id.endsWith("transactional") ? "transactional" : "marketing")
                        + "\", \"subject\": \"Hi\", \"variants\": {" + variants
                        + "}, \"mjml\": \"<mjml><mj-body><mj-section>"
                        + "<mj-column><mj-text>{{ shop.address }} <a href='{{ unsubscribe_url }}'>x</a></mj-text>"
                        + "</mj-column></mj-section></mj-body></mjml>\"}");
    }

    private void request(String id, MessageClass messageClass) {
        request(id, "kill-" + messageClass.name().toLowerCase(java.util.Locale.ROOT), messageClass);
    }

    private void request(String id, String template, MessageClass messageClass) {
        Instant now = TIME.instant();
        kafka.request(Messages.request(id, to(id), messageClass, template, now, Duration.ofHours(1)));
    }

    private static String to(String id) {
        return id + "@kill.test";
    }

    private String state(String id) {
        return mailer.message(id).path("state").asText("not there");
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
    }

    /** A state that nothing follows: there is no instant at which somebody looks again. */
    private void awaitFinal(String id, String state) {
        awaitState(id, state);
        assertThat(mailer.message(id).hasNonNull("nextAt")).isFalse();
    }

    private void awaitAnyFinal(String id) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isIn("accepted", "unknown"));
    }

    private void awaitOneEvent(String id, Kind kind) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        kafka.engagement(id).stream().map(EngagementEvent::id).distinct())
                .containsExactly(id + ":" + kind.name().toLowerCase(java.util.Locale.ROOT)));
    }

    private static void awaitCame(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
