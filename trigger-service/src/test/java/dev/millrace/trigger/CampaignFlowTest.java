package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static dev.millrace.trigger.Log.transition;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.trigger.store.Outbox;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class CampaignFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofHours(1).plusMillis(500);
    private static final Duration VALID_FOR = Duration.ofHours(12);
    private static final Duration LEASE = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Outbox outbox;

    private Log log;

    @BeforeEach
    void campaign() {
        log = new Log(bootstrapServers);
        put(
                "cart",
                """
                name: Cart
                start: {entered: abandoned}
                exitOn: {exited: abandoned}
                reentry: {after: 7d}
                steps:
                  - send: {template: first}
                  - wait: 1h
                  - send: {template: second}
                """);
    }

    @Test
    void should_request_a_message_once_when_somebody_enters() {
        FakeNeighbours.customer("user:enters", "abandoned");
        log.write(entered("t-enters", "user:enters", "abandoned"));
        log.write(entered("t-enters", "user:enters", "abandoned"));
        log.write(entered("t-after", "user:after", "abandoned"));
        awaitDecision("user:enters", "sent");
        awaitDecision("user:after", "held");

        List<MessageCommand> commands = awaitCommands("user:enters", 1);
        assertThat(commands).hasSize(1);
        MessageRequested request = (MessageRequested) commands.get(0);
        assertThat(request.template()).isEqualTo("first");
        assertThat(request.step()).isEqualTo("send-1");
        assertThat(request.campaign()).isEqualTo("cart");
        assertThat(request.recipient().email()).isEqualTo("jo@shop.example");
        assertThat(request.recipient().name()).isEqualTo("Jo");
        assertThat(request.trackOpens()).isFalse();
        assertThat(request.snapshot().at("/cart/value").asText()).isEqualTo("59.80");
        assertThat(request.snapshot().at("/customer/firstName").asText()).isEqualTo("Jo");
        assertThat(request.snapshot().at("/trigger/segment").asText()).isEqualTo("abandoned");
    }

    @Test
    void should_apply_a_transition_once_also_when_it_comes_again_after_the_journey_ended() {
        putNote();
        FakeNeighbours.customer("user:again", "noted");
        log.write(entered("t-again", "user:again", "noted"));
        awaitCommands("user:again", 1);

        log.write(entered("t-again", "user:again", "noted"));
        log.write(entered("t-again-2", "user:again", "noted"));
        awaitCommands("user:again", 2);
        log.write(exited("t-again-3", "user:again", "noted"));
        List<MessageCommand> commands = awaitCommands("user:again", 4);

        assertThat(commands).hasSize(4);
        assertThat(commands.subList(0, 2)).allMatch(MessageRequested.class::isInstance);
        assertThat(commands.subList(2, 4)).allMatch(MessageCancelled.class::isInstance);
        assertThat(commands)
                .extracting(MessageCommand::id)
                .containsOnly(commands.get(0).id(), commands.get(1).id());
    }

    @Test
    void should_send_the_second_message_after_the_wait() {
        FakeNeighbours.customer("user:second", "abandoned");
        log.write(entered("t-second", "user:second", "abandoned"));
        awaitCommands("user:second", 1);

        TestClock.advance(WAIT);

        List<MessageCommand> commands = awaitCommands("user:second", 2);
        assertThat(((MessageRequested) commands.get(1)).template()).isEqualTo("second");
        assertThat(commands.get(0).id()).isNotEqualTo(commands.get(1).id());
    }

    @Test
    void should_revoke_what_was_requested_and_send_nothing_more_when_somebody_leaves() {
        FakeNeighbours.customer("user:leaves", "abandoned");
        log.write(entered("t-leaves-1", "user:leaves", "abandoned"));
        awaitCommands("user:leaves", 1);

        log.write(exited("t-leaves-2", "user:leaves", "abandoned"));
        List<MessageCommand> commands = awaitCommands("user:leaves", 2);
        TestClock.advance(WAIT.multipliedBy(2));
        FakeNeighbours.customer("user:marker", "abandoned");
        log.write(entered("t-marker", "user:marker", "abandoned"));
        awaitCommands("user:marker", 1);

        assertThat(commands.get(0)).isInstanceOf(MessageRequested.class);
        assertThat(commands.get(1)).isInstanceOf(MessageCancelled.class);
        assertThat(commands.get(1).id()).isEqualTo(commands.get(0).id());
        assertThat(log.commands("user:leaves")).hasSize(2);
    }

    @Test
    void should_enter_and_leave_in_one_batch_without_a_message() {
        FakeNeighbours.customer("user:brief");
        log.write(entered("t-brief-1", "user:brief", "abandoned"), exited("t-brief-2", "user:brief", "abandoned"));
        awaitDecision("user:brief", "exited");
        assertThat(log.commands("user:brief")).isEmpty();
    }

    @Test
    void should_end_the_live_enrolment_when_an_ended_one_started_at_the_same_instant() {
        putWaiting();
        for (int i = 0; i < 8; i++) {
            String customer = "user:twice-" + i;
            log.write(
                    entered(customer + "-1", customer, "lingering"),
                    exited(customer + "-2", customer, "lingering"),
                    entered(customer + "-3", customer, "lingering"));
            awaitApplied(customer + "-3");
            log.write(exited(customer + "-4", customer, "lingering"));
            awaitApplied(customer + "-4");

            assertThat(decisions(customer)).containsExactly("exited", "exited");
        }
    }

    @Test
    void should_revoke_the_last_message_of_a_finished_journey_while_it_is_valid() {
        putNote();
        FakeNeighbours.customer("user:late", "noted");
        FakeNeighbours.customer("user:too-late", "noted");
        log.write(entered("t-late-1", "user:late", "noted"), entered("t-too-late-1", "user:too-late", "noted"));
        awaitCommands("user:late", 1);
        awaitCommands("user:too-late", 1);

        TestClock.advance(VALID_FOR.minusMillis(1));
        log.write(exited("t-late-2", "user:late", "noted"));
        List<MessageCommand> commands = awaitCommands("user:late", 2);
        TestClock.advance(Duration.ofMillis(1));
        log.write(exited("t-too-late-2", "user:too-late", "noted"));
        awaitApplied("t-too-late-2");

        assertThat(commands.get(1)).isInstanceOf(MessageCancelled.class);
        assertThat(log.commands("user:too-late")).hasSize(1);
    }

    @Test
    void should_wait_while_the_answer_is_older_than_the_due_instant() {
        FakeNeighbours.customer("user:stale", "abandoned");
        Instant due = TestClock.now();
        FakeNeighbours.pinAsOf("user:stale", due.minusMillis(1));
        log.write(entered("t-stale", "user:stale", "abandoned"));
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(Duration.ofSeconds(1));
            return FakeNeighbours.asked("user:stale") >= 3;
        });
        assertThat(log.commands("user:stale")).isEmpty();
        assertThat(FakeNeighbours.notBefore("user:stale")).isEqualTo(due.toString());

        FakeNeighbours.unpin("user:stale");
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(Duration.ofSeconds(1));
            return log.commands("user:stale").size() == 1;
        });
    }

    @Test
    void should_hold_marketing_mail_without_consent_and_say_so() {
        FakeNeighbours.customer("user:silent", "abandoned").remove("consent");
        log.write(entered("t-silent", "user:silent", "abandoned"));
        awaitDecision("user:silent", "held");

        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .get("/api/customers/user:silent/decisions")
                .then()
                .body("decisions[0].reason", is("no-consent"))
                .body("decisions[0].inputs.consent", is("unknown"));
        assertThat(log.commands("user:silent")).isEmpty();
    }

    @Test
    void should_wait_while_segment_service_does_not_answer_and_send_when_it_does() {
        FakeNeighbours.customer("user:patient", "abandoned");
        FakeNeighbours.stopAnswering("user:patient");
        log.write(entered("t-patient", "user:patient", "abandoned"));
        awaitDecision("user:patient", "waits");

        FakeNeighbours.answerAgain("user:patient");
        TestClock.advance(Duration.ofSeconds(10));
        assertThat(awaitCommands("user:patient", 1)).hasSize(1);
    }

    @Test
    void should_drop_a_send_as_stale_when_no_answer_came_while_it_was_valid() {
        putNote();
        FakeNeighbours.customer("user:expires", "noted");
        FakeNeighbours.stopAnswering("user:expires");
        log.write(entered("t-expires", "user:expires", "noted"));
        awaitDecision("user:expires", "waits");

        TestClock.advance(VALID_FOR);
        awaitDecision("user:expires", "expired");
        FakeNeighbours.answerAgain("user:expires");
        assertThat(log.commands("user:expires")).isEmpty();
    }

    @Test
    void should_send_once_when_the_first_claim_dies_and_comes_back_after_its_lease() throws InterruptedException {
        FakeNeighbours.customer("user:claimed", "abandoned");
        CountDownLatch release = new CountDownLatch(1);
        FakeNeighbours.hangOnce("user:claimed", release);
        log.write(entered("t-claimed", "user:claimed", "abandoned"));
        awaitAsked("user:claimed", 1);

        TestClock.advance(LEASE.plusSeconds(1));
        awaitCommands("user:claimed", 1);
        double outrunBefore = metric("millrace_trigger_decisions_outrun_total");
        release.countDown();
        await().atMost(PATIENCE).until(() -> metric("millrace_trigger_decisions_outrun_total") > outrunBefore);

        assertThat(log.commands("user:claimed")).hasSize(1);
        assertThat(decisions("user:claimed")).containsExactly("sent");
    }

    @Test
    void should_put_an_unreadable_transition_aside_with_its_bytes_and_go_on() {
        FakeNeighbours.customer("user:next", "abandoned");
        log.writeBytes("user:next", "{\"id\": 1, nonsense");
        log.write(entered("t-next", "user:next", "abandoned"));
        awaitCommands("user:next", 1);

        List<ConsumerRecord<byte[], byte[]>> letters = await().atMost(PATIENCE)
                .until(() -> log.read(Log.TOPICS.deadLetters().name()), found -> !found.isEmpty());
        ConsumerRecord<byte[], byte[]> letter = letters.get(0);
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\": 1, nonsense");
        assertThat(letter.key()).asString(StandardCharsets.UTF_8).isEqualTo("user:next");
        assertThat(letter.headers().lastHeader(DeadLetter.TOPIC).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Log.TOPICS.transitions().name());
        assertThat(letter.headers().lastHeader(DeadLetter.REASON).value())
                .asString(StandardCharsets.UTF_8)
                .startsWith("not a SegmentTransition");
    }

    @Test
    void should_put_a_transition_aside_that_can_never_be_stored_and_apply_what_came_with_it() {
        FakeNeighbours.customer("user:beside", "abandoned");
        String tooLong = new Random(7)
                .ints(40_000, 33, 127)
                .filter(it -> it != '"' && it != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        log.write(
                entered("t-beside-1", "user:beside", "abandoned"),
                entered(tooLong, "user:beside", "abandoned"),
                exited("t-beside-2", "user:beside", "abandoned"));
        awaitApplied("t-beside-2");

        await().atMost(PATIENCE).until(() -> log.read(Log.TOPICS.deadLetters().name()).stream()
                .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                .anyMatch(letter -> letter.contains(tooLong)));
    }

    @Test
    void should_start_nobody_for_an_import_or_long_after() {
        log.write(
                transition("t-import", Kind.ENTERED, "user:imported", "abandoned", Cause.IMPORT, TestClock.now()),
                transition(
                        "t-old",
                        Kind.ENTERED,
                        "user:imported",
                        "abandoned",
                        Cause.EVENT,
                        TestClock.now().minus(Duration.ofHours(24)).minusMillis(1)));
        awaitApplied("t-old");
        assertThat(FakeNeighbours.asked("user:imported")).isZero();
    }

    @Test
    void should_let_the_customer_merged_into_take_the_journey_over() {
        FakeNeighbours.customer("user:merged", "abandoned");
        FakeNeighbours.customer("anon:merged", "abandoned").put("id", "user:merged");
        log.write(entered("t-merged", "anon:merged", "abandoned"));

        assertThat(awaitCommands("user:merged", 1)).hasSize(1);
        assertThat(log.commands("anon:merged")).isEmpty();
    }

    @Test
    void should_leave_the_outbox_to_the_instance_that_holds_the_lock() {
        FakeNeighbours.customer("user:relayed", "abandoned");
        QuarkusTransaction.requiringNew().run(() -> {
            await().pollInSameThread().atMost(PATIENCE).until(outbox::tryLock);
            log.write(entered("t-relayed", "user:relayed", "abandoned"));
            awaitDecision("user:relayed", "sent");
            assertThat(log.commands("user:relayed")).isEmpty();
        });
        assertThat(awaitCommands("user:relayed", 1)).hasSize(1);
    }

    @Test
    void should_commit_the_offsets_of_what_was_applied() {
        log.write(exited("t-committed", "user:committed", "abandoned"));
        awaitApplied("t-committed");

        await().atMost(PATIENCE).until(() -> log.lag("millrace.trigger-service") == 0);
    }

    @Test
    void should_pause_while_postgresql_is_away_and_go_on_by_itself() throws IOException {
        FakeNeighbours.customer("user:paused", "abandoned");
        Surroundings.postgresql().cut();
        try {
            log.write(entered("t-paused", "user:paused", "abandoned"));
            await().atMost(PATIENCE)
                    .until(() -> given().get("/q/health/ready").asString().contains("\"paused\""));
        } finally {
            Surroundings.postgresql().mend();
        }
        assertThat(awaitCommands("user:paused", 1)).hasSize(1);
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    private static void putWaiting() {
        put(
                "waiting",
                """
                name: Waiting
                start: {entered: lingering}
                exitOn: {exited: lingering}
                reentry: always
                steps:
                  - wait: 1d
                  - send: {template: note}
                """);
    }

    private static void putNote() {
        put(
                "note",
                """
                name: Note
                start: {entered: noted}
                exitOn: {exited: noted}
                reentry: always
                steps:
                  - send: {template: note}
                """);
    }

    private static void put(String id, String document) {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/campaigns/" + id)
                .then()
                .statusCode(200);
    }

    private List<MessageCommand> awaitCommands(String customer, int count) {
        return await().atMost(PATIENCE).until(() -> log.commands(customer), commands -> commands.size() >= count);
    }

    private static void awaitAsked(String customer, int times) {
        await().atMost(PATIENCE).until(() -> FakeNeighbours.asked(customer) >= times);
    }

    private static void awaitDecision(String customer, String outcome) {
        await().atMost(PATIENCE).until(() -> decisions(customer).contains(outcome));
    }

    private static List<String> decisions(String customer) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .get("/api/customers/" + customer + "/decisions")
                .jsonPath()
                .getList("decisions.outcome");
    }

    /** Applied means in the inbox, which the same transaction fills. */
    private void awaitApplied(String transition) {
        await().atMost(PATIENCE).until(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement query = connection.prepareStatement("select 1 from inbox where transition = ?")) {
                query.setString(1, transition);
                return query.executeQuery().next();
            }
        });
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
