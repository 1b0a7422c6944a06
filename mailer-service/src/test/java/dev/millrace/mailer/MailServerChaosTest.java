package dev.millrace.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.smtp.PhasedMailServer;
import dev.millrace.mailer.smtp.PhasedMailServer.Act;
import dev.millrace.mailer.smtp.PhasedMailServer.Phase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service with a mail server that misbehaves at each step of the dialogue. */
@QuarkusTest
@TestProfile(MailServerChaosTest.OwnMailServer.class)
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA,MONGODB"),
        restrictToAnnotatedClass = true)
class MailServerChaosTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    InstantSource time;

    @Inject
    Ledger ledger;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "millrace.smtp.port")
    int port;

    KafkaProbe kafka;
    PhasedMailServer server;

    /** One connection for each class, and little patience. */
    public static final class OwnMailServer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "millrace.smtp.host", "127.0.0.1",
                    "millrace.smtp.port", Integer.toString(FreePorts.find(1).get(0)),
                    "millrace.smtp.timeout", "2s",
                    "millrace.smtp.connections.marketing", "1",
                    "millrace.smtp.connections.transactional", "1");
        }
    }

    @BeforeEach
    void open() throws IOException {
        kafka = new KafkaProbe(bootstrapServers);
        server = new PhasedMailServer(port);
        PlainTemplates.saveBoth("chaos-");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(names = "ANSWER", mode = EnumSource.Mode.EXCLUDE)
    void aConnectionThatBreaksBeforeTheContentCostsTimeAndNoMail(Phase phase) {
        String id = "drop-" + phase;
        server.next(phase, known(phase, id), Act.hangUp());
        request(id, MessageClass.MARKETING, Duration.ofHours(1));
        awaitState(id, "accepted");
        assertThat(server.taken(to(id))).isEqualTo(1);
        awaitEvents(id, Kind.SENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"GREETING", "HELLO", "SENDER", "RECIPIENT", "DATA", "ANSWER"})
    void aTemporaryRefusalAtAnyStepIsTriedAgain(Phase phase) {
        String id = "later-" + phase;
        server.next(phase, known(phase, id), Act.say("451 4.3.0 not now"));
        request(id, MessageClass.MARKETING, Duration.ofHours(1));
        awaitState(id, "accepted");
        assertThat(server.taken(to(id))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SENDER", "RECIPIENT", "DATA", "ANSWER"})
    void aRefusalForGoodAtAnyStepIsABounce(Phase phase) {
        String id = "never-" + phase;
        server.next(phase, known(phase, id), Act.say("554 5.6.0 never"));
        request(id, MessageClass.MARKETING, Duration.ofHours(1));
        awaitState(id, "rejected");
        assertThat(server.taken(to(id))).isZero();
        awaitEvents(id, Kind.BOUNCED);
    }

    @Test
    void marketingMailWhoseAnswerIsLostIsNotSentAgain() {
        server.next(Phase.ANSWER, to("lost"), Act.hangUp());
        request("lost", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("lost", "unknown");
        request("lost-after", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("lost-after", "accepted");
        assertThat(server.taken(to("lost"))).isEqualTo(1);
        assertThat(ledger.find("lost").orElseThrow().state().isFinal()).isTrue();
    }

    @Test
    void transactionalMailWhoseAnswerIsLostIsSentOnceMore() {
        for (int i = 0; i < 2; i++) {
            server.next(Phase.ANSWER, to("receipt-lost"), Act.hangUp());
        }
        request("receipt-lost", MessageClass.TRANSACTIONAL, Duration.ofHours(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ledger.find("receipt-lost").map(LedgerEntry::answersLost))
                        .contains(2));
        assertThat(state("receipt-lost")).isEqualTo("unknown");
        assertThat(server.taken(to("receipt-lost"))).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLongerThanAgreed() {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        server.next(Phase.ANSWER, to("silent"), Act.hold(came, until));
        request("silent", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("silent", "unknown");
        until.countDown();
    }

    @Test
    void aServerThatIsSlowBeforeTheContentIsTriedAgain() {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("sleepy"), Act.hold(came, until));
        request("sleepy", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("sleepy", "accepted");
        until.countDown();
        assertThat(server.taken(to("sleepy"))).isEqualTo(1);
    }

    @Test
    void aMailboxThatStaysFullIsTriedUntilTheMailIsStale() {
        for (int i = 0; i < 20; i++) {
            server.next(Phase.RECIPIENT, to("full"), Act.say("452 4.2.2 mailbox full"));
        }
        request("full", MessageClass.MARKETING, Duration.ofSeconds(4));
        awaitState("full", "expired");
        assertThat(ledger.find("full").orElseThrow().attempts()).isGreaterThanOrEqualTo(2);
        awaitEvents("full", Kind.NOT_SENT);
    }

    @Test
    void aFullMailboxIsNoReasonToGiveTheAddressUp() {
        server.next(Phase.RECIPIENT, to("quota"), Act.say("552 5.2.2 over quota"));
        request("quota", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("quota", "rejected");
        kafka.request(Messages.request(
                "quota-2",
                to("quota"),
                MessageClass.MARKETING,
                "chaos-marketing",
                time.instant(),
                Duration.ofHours(1)));
        awaitState("quota-2", "accepted");
    }

    @Test
    void whatIsTakenBackBeforeTheLastLookIsNotSent() throws InterruptedException {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("taken-back"), Act.hold(came, until));
        request("taken-back", MessageClass.MARKETING, Duration.ofHours(1));
        came.await();
        cancel("taken-back");
        awaitState("taken-back", "cancelled");
        until.countDown();
        // on the only connection for such mail, so the one before is done with
        request("taken-back-after", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("taken-back-after", "accepted");
        assertThat(server.taken(to("taken-back"))).isZero();
        awaitEvents("taken-back", Kind.NOT_SENT);
    }

    @Test
    void whatIsTakenBackAfterTheLastLookIsSentAndHowLongThatIsIsMeasured() throws InterruptedException {
        long before = windows().count();
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        server.next(Phase.DATA, to("too-late"), Act.hold(came, until));
        request("too-late", MessageClass.MARKETING, Duration.ofHours(1));
        came.await();
        double late = meters.counter("millrace.mailer.cancellations", "outcome", "late")
                .count();
        cancel("too-late");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(meters.counter("millrace.mailer.cancellations", "outcome", "late")
                                .count())
                        .isEqualTo(late + 1));
        until.countDown();
        awaitState("too-late", "accepted");
        assertThat(server.taken(to("too-late"))).isEqualTo(1);
        assertThat(windows().count()).isEqualTo(before + 1);
        assertThat(windows().max(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void aMailInHandIsNotSentToSomebodyWhoIsErased() throws InterruptedException {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        server.next(Phase.RECIPIENT, to("forgotten"), Act.hold(came, until));
        request("forgotten", MessageClass.MARKETING, Duration.ofHours(1));
        came.await();
        CustomerErased erased = new CustomerErased(CustomerId.user("u-forgotten"), time.instant());
        var topic = KafkaProbe.TOPICS.erasures();
        kafka.bytes(
                topic.name(),
                erased.customer().value(),
                topic.valueSerde().serializer().serialize(topic.name(), erased));
        awaitState("forgotten", "not there");
        until.countDown();
        request("forgotten-after", MessageClass.MARKETING, Duration.ofHours(1));
        awaitState("forgotten-after", "accepted");
        assertThat(server.taken(to("forgotten"))).isZero();
        assertThat(kafka.engagement("forgotten")).isEmpty();
    }

    private Timer windows() {
        return meters.timer("millrace.mailer.cancellation.window", "class", "marketing");
    }

    private void cancel(String id) {
        kafka.command(
                MessageClass.MARKETING,
                new MessageCancelled(id, CustomerId.user("u-" + id), "ordered", time.instant()));
    }

    /** Until the recipient is named, the act is for whoever comes. */
    private static String known(Phase phase, String id) {
        return phase.compareTo(Phase.RECIPIENT) < 0 ? "" : to(id);
    }

    private static String to(String id) {
        return id + "@chaos.test";
    }

    private void request(String id, MessageClass messageClass, Duration valid) {
        String template = "chaos-" + messageClass.name().toLowerCase(java.util.Locale.ROOT);
        kafka.request(Messages.request(id, to(id), messageClass, template, time.instant(), valid));
    }

    private void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
    }

    private void awaitEvents(String id, Kind... kinds) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.engagement(id))
                .extracting(EngagementEvent::kind)
                .containsExactly(kinds));
    }

    private String state(String id) {
        return ledger.find(id).map(entry -> entry.state().code()).orElse("not there");
    }
}
