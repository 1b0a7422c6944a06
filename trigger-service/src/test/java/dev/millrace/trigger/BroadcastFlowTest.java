package dev.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broadcasts from the document to the messages, over real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class BroadcastFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_LEASE = Duration.ofSeconds(31);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    private Log log;

    @BeforeEach
    void open() {
        log = new Log(bootstrapServers);
    }

    @Test
    void should_reach_all_members_once_when_it_is_time_and_not_before() {
        List<String> members = members("everybody", 3);
        put("to-all", "everybody", TestClock.now().plus(Duration.ofHours(1)), "");
        Admin.get("/api/campaigns/to-all/broadcast").body("state", equalTo("planned"));
        assertThat(FakeNeighbours.asked("everybody")).isZero();

        TestClock.advance(Duration.ofHours(1));

        members.forEach(member -> assertThat(awaitMessages(member, 1)).hasSize(1));
        awaitState("to-all", "done");
        Admin.get("/api/campaigns/to-all/broadcast")
                .body("read", equalTo(3))
                .body("started", equalTo(3))
                .body("waiting", equalTo(0));
        // the same document again, and a new version, are the same broadcast
        put("to-all", "everybody", TestClock.now(), "").statusCode(200);
    }

    @Test
    void should_go_on_where_it_was_when_a_page_can_not_be_read_at_first() {
        List<String> members = members("many", 620);
        FakeNeighbours.stopAnswering("many");
        put("to-many", "many", TestClock.now(), "");
        await().atMost(PATIENCE).untilAsserted(() -> Admin.get("/api/campaigns/to-many/broadcast")
                .body("state", equalTo("reading"))
                .body("read", equalTo(500))
                .body("failure", containsString("503")));

        FakeNeighbours.answerAgain("many");
        TestClock.advance(Duration.ofSeconds(6));

        awaitState("to-many", "done");
        assertThat(count("select count(*) from enrolment where campaign = 'to-many'"))
                .isEqualTo(620);
        // the clock's jump made answers stale that were on their way: those are asked for again, a moment later
        awaitFirstMessageAsTimeGoesOn(members.get(0));
        awaitFirstMessageAsTimeGoesOn(members.get(619));
    }

    @Test
    void should_not_start_anybody_twice_when_a_reader_was_slower_than_its_lease() throws InterruptedException {
        List<String> members = members("slow", 2);
        CountDownLatch latch = new CountDownLatch(1);
        FakeNeighbours.hangOnce("slow", latch);
        put("to-slow", "slow", TestClock.now(), "");
        await().atMost(PATIENCE).until(() -> FakeNeighbours.asked("slow") == 1);

        // somebody else takes it over, and does it
        TestClock.advance(A_LEASE);
        awaitState("to-slow", "done");
        assertThat(FakeNeighbours.asked("slow")).isEqualTo(2);
        latch.countDown();

        members.forEach(member -> assertThat(awaitMessages(member, 1)).hasSize(1));
        Admin.get("/api/campaigns/to-slow/broadcast").body("read", equalTo(2)).body("started", equalTo(2));
        assertThat(count("select count(*) from enrolment where campaign = 'to-slow'"))
                .isEqualTo(2);
    }

    @Test
    void should_give_turns_at_the_rate_and_none_during_a_pause() {
        List<String> members = members("paced", 3);
        put("at-a-rate", "paced", TestClock.now(), ", rate: 1/m");
        awaitMessages(members.get(0), 1);
        awaitState("at-a-rate", "done");
        TestClock.advance(Duration.ofSeconds(30));
        Admin.post("/api/campaigns/at-a-rate/pause").statusCode(200);

        TestClock.advance(Duration.ofMinutes(10));
        settle("at-a-rate");
        assertThat(log.commands(members.get(1))).isEmpty();
        Admin.post("/api/campaigns/at-a-rate/activate").statusCode(200);
        settle("at-a-rate");
        assertThat(log.commands(members.get(1))).isEmpty();

        TestClock.advance(Duration.ofSeconds(31));
        assertThat(awaitMessages(members.get(1), 1)).hasSize(1);
        settle("at-a-rate");
        assertThat(log.commands(members.get(2))).isEmpty();
        TestClock.advance(Duration.ofSeconds(60));
        assertThat(awaitMessages(members.get(2), 1)).hasSize(1);
    }

    @Test
    void should_reach_nobody_else_after_it_was_cancelled() {
        List<String> members = members("stopped", 3);
        put("to-stop", "stopped", TestClock.now(), ", rate: 1/h");
        awaitMessages(members.get(0), 1);
        awaitState("to-stop", "done");

        Admin.post("/api/campaigns/to-stop/broadcast/cancel")
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("waiting", equalTo(0));
        TestClock.advance(Duration.ofHours(3));
        settle("to-stop");

        assertThat(log.commands(members.get(1))).isEmpty();
        assertThat(
                        count(
                                "select count(*) from enrolment where campaign = 'to-stop' and end_reason = 'BROADCAST_CANCELLED'"))
                .isEqualTo(2);
        Admin.post("/api/campaigns/to-stop/broadcast/cancel").statusCode(404);
        Admin.get("/api/campaigns/nowhere/broadcast").statusCode(404);
    }

    @Test
    void should_reach_everybody_when_their_own_clock_shows_the_time() {
        List<String> members = members("everywhere", 2);
        FakeNeighbours.customer(members.get(0)).withObject("/traits").put("timezone", "Europe/Berlin");
        FakeNeighbours.customer(members.get(1)).withObject("/traits").put("timezone", "America/New_York");
        LocalDateTime inAnHour = LocalDateTime.ofInstant(
                TestClock.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES), ZoneId.of("Europe/Berlin"));
        Admin.put(
                        "by-the-clock",
                        """
                        name: By the clock
                        start: {broadcast: {segment: everywhere, local: "%s"}}
                        steps: [{send: {template: news}}]
                        """
                                .formatted(inAnHour))
                .statusCode(200);
        awaitState("by-the-clock", "done");
        assertThat(log.commands(members.get(0))).isEmpty();

        TestClock.advance(Duration.ofHours(1));
        assertThat(awaitMessages(members.get(0), 1)).hasSize(1);
        settle("by-the-clock");
        assertThat(log.commands(members.get(1))).isEmpty();
        TestClock.advance(Duration.ofHours(6));
        assertThat(awaitMessages(members.get(1), 1)).hasSize(1);
    }

    @Test
    void should_miss_what_was_put_too_late() {
        members("late", 1);
        put("too-late", "late", TestClock.now().minus(Duration.ofDays(2)), "");

        awaitState("too-late", "missed");
        assertThat(FakeNeighbours.asked("late")).isZero();
    }

    @Test
    void should_send_again_under_another_subject_to_those_who_did_not_open_it() {
        List<String> members = members("readers", 3);
        for (String member : members.subList(0, 2)) {
            FakeNeighbours.customer(member)
                    .withObject("/consent")
                    .putObject("open_tracking")
                    .put("status", "subscribed");
        }
        Admin.put(
                        "again",
                        """
                        name: Again
                        start: {broadcast: {segment: readers, at: "%s"}}
                        steps: [{send: {template: news, resend: {after: 2d, subject: "Did you see this?", preheader: Soon over}}}]
                        """
                                .formatted(TestClock.now()))
                .statusCode(200);
        members.forEach(member -> awaitMessages(member, 1));
        String opened = log.commands(members.get(0)).get(0).id();
        log.write(new SegmentTransition(
                "again-opened",
                Kind.OCCURRED,
                CustomerId.of(members.get(0)),
                null,
                "policy-opened",
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                opened + ":opened",
                1,
                List.of(),
                new Occurrence("email_opened", Json.object(), null, null)));
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from message where answered_at is not null and id = '" + opened + "'")
                                == 1);

        TestClock.advance(Duration.ofDays(2).plusSeconds(1));

        MessageRequested again =
                (MessageRequested) awaitMessages(members.get(1), 2).get(1);
        assertThat(again.subject()).isEqualTo("Did you see this?");
        assertThat(again.preheader()).isEqualTo("Soon over");
        assertThat(again.template()).isEqualTo("news");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Admin.decisions(members.get(0))).contains("held opened"));
        assertThat(Admin.decisions(members.get(2))).contains("held opens-not-seen");
        assertThat(log.commands(members.get(0))).hasSize(1);
        assertThat(log.commands(members.get(2))).hasSize(1);
    }

    @Test
    void should_refuse_a_subject_that_the_mailer_can_not_use() {
        Admin.put(
                        "bogus-subject",
                        """
                        name: Again
                        start: {entered: leads}
                        steps: [{send: {template: news, resend: {after: 2d, subject: "bogus"}}}]
                        """)
                .statusCode(400)
                .body("error.path", equalTo("steps[0].send.resend.subject"));
    }

    private static io.restassured.response.ValidatableResponse put(String id, String segment, Instant at, String more) {
        return Admin.put(
                        id,
                        """
                        name: To all
                        start: {broadcast: {segment: %s, at: "%s"%s}}
                        steps: [{send: {template: news}}]
                        """
                                .formatted(segment, at, more))
                .statusCode(200);
    }

    private static List<String> members(String segment, int count) {
        List<String> members = IntStream.range(0, count)
                .mapToObj(i -> "user:" + segment + "-" + i)
                .toList();
        members.forEach(FakeNeighbours::customer);
        FakeNeighbours.members(segment, members);
        return members;
    }

    private void awaitFirstMessageAsTimeGoesOn(String customer) {
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(Duration.ofMillis(300));
            return log.commands(customer).size() == 1;
        });
    }

    private List<MessageCommand> awaitMessages(String customer, int count) {
        return await().atMost(PATIENCE).until(() -> log.commands(customer), found -> found.size() >= count);
    }

    private void awaitState(String campaign, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> Admin.get("/api/campaigns/" + campaign + "/broadcast")
                .body("state", equalTo(state)));
    }

    /** Until all of a campaign that is due has been decided: what is being looked at must not find that time went on meanwhile. */
    private void settle(String campaign) {
        Instant now = TestClock.now();
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from enrolment where campaign = '" + campaign
                                + "' and state = 'live' and waits_for is null and due_at <= '" + now + "'")
                        == 0);
        await().atMost(PATIENCE).until(() -> count("select count(*) from outbox") == 0);
    }

    private long count(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
