package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.SendHistory;
import dev.millrace.trigger.store.OnRecords;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies with their tables: what is counted, given back, noted and refused. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class PolicyFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    OnRecords onRecords;

    private Log log;

    @BeforeEach
    void campaigns() {
        log = new Log(bootstrapServers);
        putCampaign("capped-a");
        putCampaign("capped-b");
    }

    @AfterEach
    void noLimits() {
        putPolicies("{}").statusCode(200);
    }

    @Test
    void should_defer_over_the_cap_and_send_when_the_slot_is_free() {
        putPolicies("caps: [{day: 1}]").statusCode(200);
        FakeNeighbours.customer("user:capped", "capped-a", "capped-b");
        log.write(entered("t-capped-a", "user:capped", "capped-a"));
        awaitCommands("user:capped", 1);
        log.write(entered("t-capped-b", "user:capped", "capped-b"));
        awaitDecision("user:capped", "deferred");

        admin().get("/api/customers/user:capped/decisions")
                .then()
                .body(
                        "decisions[0].reason", equalTo("frequency-cap"),
                        "decisions[0].inputs.'cap.day'", equalTo("1 of 1"),
                        "decisions[0].inputs.deferredUntil",
                                equalTo(TestClock.now().plus(Duration.ofDays(1)).toString()));
        TestClock.advance(Duration.ofDays(1));
        assertThat(awaitCommands("user:capped", 2)).hasSize(2);
    }

    @Test
    void should_let_the_higher_priority_take_the_slot_that_is_free() {
        putCampaign("capped-low", "lowly", 1);
        putCampaign("capped-high", "highly", 9);
        putPolicies("caps: [{day: 1}]").statusCode(200);
        FakeNeighbours.customer("user:ranked", "capped-a", "lowly", "highly");
        log.write(entered("t-ranked-a", "user:ranked", "capped-a"));
        awaitCommands("user:ranked", 1);
        log.write(entered("t-ranked-low", "user:ranked", "lowly"));
        await().atMost(PATIENCE).until(() -> outcomes("user:ranked").size() == 2);
        log.write(entered("t-ranked-high", "user:ranked", "highly"));
        await().atMost(PATIENCE).until(() -> outcomes("user:ranked").size() == 3);

        TestClock.advance(Duration.ofDays(1));
        List<MessageCommand> commands = awaitCommands("user:ranked", 2);
        assertThat(((MessageRequested) commands.get(1)).campaign()).isEqualTo("capped-high");
        awaitPutOffBy(Duration.ofDays(1), "capped-low");
        TestClock.advance(Duration.ofDays(1));
        assertThat(((MessageRequested) awaitCommands("user:ranked", 3).get(2)).campaign())
                .isEqualTo("capped-low");
    }

    @Test
    void should_give_the_slot_back_when_the_mailer_did_not_send() {
        putPolicies("caps: [{day: 1}]").statusCode(200);
        FakeNeighbours.customer("user:unsent", "capped-a", "capped-b");
        log.write(entered("t-unsent-a", "user:unsent", "capped-a"));
        String message = awaitCommands("user:unsent", 1).get(0).id();
        log.write(entered("t-unsent-b", "user:unsent", "capped-b"));
        awaitDecision("user:unsent", "deferred");

        log.write(occurred(
                "t-unsent-c",
                "user:unsent",
                "policy-not-sent",
                message + ":not-sent",
                Json.object().put("reason", "cancelled: left-segment")));
        assertThat(awaitCommands("user:unsent", 2)).hasSize(2);
    }

    @Test
    void should_suppress_an_address_that_does_not_exist_also_for_another_customer() {
        FakeNeighbours.customer("user:bounced", "capped-a");
        ((ObjectNode) FakeNeighbours.customer("user:bounced", "capped-a").path("traits"))
                .put("email", "gone@shop.example");
        ((ObjectNode) FakeNeighbours.customer("user:same-mailbox", "capped-a").path("traits"))
                .put("email", "Gone@shop.example");
        log.write(entered("t-bounced-a", "user:bounced", "capped-a"));
        String message = awaitCommands("user:bounced", 1).get(0).id();
        log.write(
                occurred(
                        "t-bounced-b",
                        "user:bounced",
                        "policy-bounced",
                        message + ":bounced",
                        Json.object().put("reason", "550 5.1.1 no such user")),
                entered("t-bounced-c", "user:bounced", "capped-b"));
        awaitDecision("user:bounced", "held");
        log.write(entered("t-same-mailbox", "user:same-mailbox", "capped-a"));
        awaitDecision("user:same-mailbox", "held");

        admin().get("/api/customers/user:same-mailbox/decisions")
                .then()
                .body("decisions[0].reason", equalTo("suppressed"));
    }

    @Test
    void should_note_what_was_said_with_its_proof_and_for_which_address() {
        ObjectNode view = FakeNeighbours.customer("user:says", "capped-a");
        String at = TestClock.now().toString();
        ((ObjectNode) view.at("/consent/email")).put("at", at);
        ObjectNode said = Json.object()
                .put("channel", "email")
                .put("status", "subscribed")
                .put("wording", "Yes, write to me")
                .put("source", "pop-up")
                .put("basis", "consent");
        log.write(
                occurred("t-says", "user:says", "policy-consent", "e1", said),
                entered("t-says-2", "user:says", "capped-a"));
        awaitCommands("user:says", 1);

        admin().get("/api/customers/user:says/consents")
                .then()
                .body(
                        "consents.size()", equalTo(2),
                        "consents[1].origin", equalTo("event"),
                        "consents[1].wording", equalTo("Yes, write to me"),
                        "consents[1].at", equalTo(at),
                        "consents[0].origin", equalTo("answer"),
                        "consents[0].address", containsString("mail:"));
    }

    @Test
    void should_never_change_or_lose_a_line_of_the_ledger() {
        log.write(occurred(
                "t-ledger",
                "user:ledger",
                "policy-consent",
                "e1",
                Json.object()
                        .put("channel", "email")
                        .put("status", "unsubscribed")
                        .put("wording", "half a character: \ud83d")));
        await().atMost(PATIENCE).untilAsserted(() -> admin().get("/api/customers/user:ledger/consents")
                .then()
                .body("consents.size()", equalTo(1)));

        assertThatThrownBy(() -> execute("update consent_entry set status = 'subscribed'"))
                .hasMessageContaining("only ever added to");
        assertThatThrownBy(() -> execute("delete from consent_entry")).hasMessageContaining("only ever added to");
    }

    @Test
    void should_keep_the_cap_when_many_campaigns_ask_at_once() {
        int campaigns = 6;
        for (int i = 0; i < campaigns; i++) {
            putCampaign("crowd-" + i, "crowd");
        }
        putPolicies("caps: [{day: 2}]").statusCode(200);
        FakeNeighbours.customer("user:crowd", "crowd");
        log.write(entered("t-crowd", "user:crowd", "crowd"));

        await().atMost(PATIENCE).until(() -> outcomes("user:crowd").size() == campaigns);
        assertThat(outcomes("user:crowd"))
                .containsExactlyInAnyOrder("sent", "sent", "deferred", "deferred", "deferred", "deferred");
        assertThat(awaitCommands("user:crowd", 2)).hasSize(2);
    }

    @Test
    void should_count_for_the_customer_merged_into_and_forget_who_is_erased() {
        putPolicies("caps: [{day: 9}]").statusCode(200);
        FakeNeighbours.customer("user:counted-from", "capped-a");
        ObjectNode said = Json.object().put("channel", "email").put("status", "subscribed");
        log.write(
                occurred("t-counted", "user:counted-from", "policy-consent", "e1", said),
                entered("t-counted-a", "user:counted-from", "capped-a"));
        awaitCommands("user:counted-from", 1);

        QuarkusTransaction.requiringNew().run(() -> onRecords.move("user:counted-from", "user:counted-into"));
        assertThat(history("user:counted-into").sends()).hasSize(1);
        assertThat(history("user:counted-from").sends()).isEmpty();
        admin().get("/api/customers/user:counted-into/consents").then().body("consents.size()", equalTo(1));

        QuarkusTransaction.requiringNew().run(() -> onRecords.erase("user:counted-into"));
        assertThat(history("user:counted-into").sends()).isEmpty();
        admin().get("/api/customers/user:counted-into/consents").then().body("consents.size()", equalTo(0));
    }

    @Test
    void should_tell_segment_service_what_it_waits_for() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        log.read(Log.TOPICS.eventWatches().name()))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .contains("policy-consent", "policy-not-sent", "policy-bounced", "policy-complained"));
    }

    @Test
    void should_keep_policies_and_count_their_versions() {
        int version = putPolicies("caps: [{week: 7}]").statusCode(200).extract().path("version");

        putPolicies("caps: [{week: 7}]").statusCode(200).body("version", equalTo(version));
        putPolicies("caps: [{week: 6}]").statusCode(200).body("version", equalTo(version + 1));
        admin().get("/api/policies").then().statusCode(200).body("document.caps[0].week", equalTo(6));
        admin().contentType("application/yaml")
                .body("caps: [{week: 5}]".getBytes(StandardCharsets.UTF_8))
                .put("/api/policies?dryRun=true")
                .then()
                .statusCode(200)
                .body("version", equalTo(0));
        admin().get("/api/policies").then().body("version", equalTo(version + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    caps: [{segment: missing, week: 1}]  | caps[0].segment    | there is no segment
                    unengaged: {segment: missing, after: 1d} | unengaged.segment | there is no segment
                    caps: [{week: none}]                 | caps[0].week       | 1 to 1000
                    """)
    void should_refuse_policies_with_the_place(String document, String path, String message) {
        putPolicies(document)
                .statusCode(400)
                .body(
                        "error.code", equalTo("policies-refused"),
                        "error.path", equalTo(path),
                        "error.message", containsString(message));
    }

    @Test
    void should_not_take_policies_that_cannot_be_checked() {
        FakeNeighbours.away(true);
        try {
            putPolicies("caps: [{segment: engaged, week: 1}]").statusCode(503);
        } finally {
            FakeNeighbours.away(false);
        }
    }

    @Test
    void should_show_the_laws_with_their_sources() {
        admin().get("/api/jurisdictions")
                .then()
                .statusCode(200)
                .body(
                        "laws.place", hasItem("US-CA"),
                        "laws.find { it.place == 'DE' }.rules.find { it.kind == 'soft-opt-in' }.source",
                                equalTo("UWG § 7(3)"),
                        "laws.size()", greaterThan(30));
        given().get("/api/jurisdictions").then().statusCode(401);
    }

    private static SegmentTransition occurred(
            String id, String customer, String watch, String event, ObjectNode properties) {
        return new SegmentTransition(
                id,
                Kind.OCCURRED,
                CustomerId.of(customer),
                "1",
                watch,
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                event,
                1,
                List.of(),
                new Occurrence("something", properties, null, null));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private SendHistory history(String customer) {
        return QuarkusTransaction.requiringNew().call(() -> onRecords
                .load(Map.of(customer, new Knowledge.Silence("not asked")), TestClock.now())
                .get(customer)
                .sends());
    }

    private static void putCampaign(String id) {
        putCampaign(id, id);
    }

    private static void putCampaign(String id, String segment) {
        putCampaign(id, segment, 5);
    }

    private static void putCampaign(String id, String segment, int priority) {
        admin().contentType("application/yaml")
                .body(
                        """
                        name: Capped
                        start: {entered: %s}
                        reentry: always
                        validFor: 3d
                        priority: %d
                        steps: [{send: {template: note}}]
                        """
                                .formatted(segment, priority)
                                .getBytes(StandardCharsets.UTF_8))
                .put("/api/campaigns/" + id)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse putPolicies(String document) {
        return admin().contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/policies")
                .then();
    }

    private List<MessageCommand> awaitCommands(String customer, int count) {
        return await().atMost(PATIENCE).until(() -> log.commands(customer), commands -> commands.size() >= count);
    }

    /** Decided anew and for the same reason, which is told only once; what is being decided must not find that time went on meanwhile. */
    private void awaitPutOffBy(Duration duration, String campaign) {
        Instant until = TestClock.now().plus(duration);
        String sql = "select count(*) from enrolment where campaign = '" + campaign
                + "' and state = 'live' and wake_at = '" + until + "'";
        await().atMost(PATIENCE).until(() -> count(sql) == 1);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void awaitDecision(String customer, String outcome) {
        await().atMost(PATIENCE).until(() -> outcomes(customer).contains(outcome));
    }

    private static List<String> outcomes(String customer) {
        return admin().get("/api/customers/" + customer + "/decisions")
                .jsonPath()
                .getList("decisions.outcome");
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(FakeNeighbours.ADMIN_KEY);
    }
}
