package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Anniversary;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of the year, expressions about the journey, and simulations, over real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class StartsFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void should_greet_on_the_day_and_not_who_corrected_it_meanwhile() {
        LocalDate day = LocalDate.ofInstant(TestClock.now(), ZoneOffset.UTC).plusDays(2);
        Admin.put(
                        "greets",
                        """
                        name: Birthday
                        start: {date: trait.birthday, at: "10:00"}
                        steps: [{send: {template: birthday}}]
                        """)
                .statusCode(200);
        String segment = new Anniversary("birthday", 0, LocalTime.of(10, 0)).segment();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(FakeNeighbours.putSegments())
                .containsEntry(segment, "anniversary(trait.birthday) within 2d"));
        born("user:greeted", "1990" + day.toString().substring(4));
        born("user:corrected", "1990" + day.toString().substring(4));
        log.write(near("greets-1", "user:greeted", segment), near("greets-2", "user:corrected", segment));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from enrolment where campaign = 'greets' and begun") == 2);
        born("user:corrected", "1990" + day.plusDays(40).toString().substring(4));

        Instant time = day.atTime(10, 0).toInstant(ZoneOffset.UTC);
        TestClock.advance(Duration.between(TestClock.now(), time).minusSeconds(1));
        assertThat(log.commands("user:greeted")).isEmpty();
        TestClock.advance(Duration.ofSeconds(3));

        assertThat(awaitMessages("user:greeted")).hasSize(1);
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from enrolment where campaign = 'greets' and customer = 'user:corrected'")
                        == 0);
        assertThat(log.commands("user:corrected")).isEmpty();
    }

    @Test
    void should_leave_those_alone_who_do_not_answer() {
        Admin.put(
                        "unanswered",
                        """
                        name: Unanswered
                        start: {entered: asked}
                        exitOn: {expression: enrolment.unanswered >= 1 and cart.count >= 0}
                        steps: [{send: {template: one}}, {wait: 1d}, {send: {template: two}}]
                        """)
                .statusCode(200);
        for (String customer : List.of("user:answers", "user:silent", "user:unseen")) {
            ObjectNode view = FakeNeighbours.customer(customer, "asked");
            view.putObject("expressions").putObject("exit#1").put("holds", "yes");
            if (!customer.equals("user:unseen")) {
                ((ObjectNode) view.path("consent")).putObject("open_tracking").put("status", "subscribed");
            }
            log.write(entered("unanswered-" + customer, customer, "asked"));
            awaitMessages(customer);
        }
        String message = log.commands("user:answers").get(0).id();
        log.write(answered("user:answers", message));
        await().atMost(PATIENCE)
                .until(() ->
                        count("select count(*) from message where answered_at is not null and id = '" + message + "'")
                                == 1);

        TestClock.advance(Duration.ofDays(1).plusSeconds(1));

        await().atMost(PATIENCE).until(() -> log.commands("user:answers").size() == 2);
        await().atMost(PATIENCE).until(() -> log.commands("user:unseen").size() == 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Admin.decisions("user:silent")).startsWith("exited exit-expression"));
        assertThat(log.commands("user:silent")).hasSize(1);
    }

    @Test
    void should_say_what_would_happen_and_keep_nothing() {
        Admin.put(
                        "imagined",
                        "?state=draft",
                        """
                        name: Imagined
                        start: {event: Order Completed, properties: [order_id]}
                        steps:
                          - if: trigger.properties.order_id = "o-1" and trigger.total > 50
                            then: [{send: {template: large}}]
                          - wait: {event: Product Reviewed, atMost: 3d}
                          - send: {template: last, resend: {after: 1d, subject: Once more}}
                        """)
                .statusCode(200);
        FakeNeighbours.customer("user:imagined");
        String kept = "select (select count(*) from enrolment) + (select count(*) from decision)"
                + " + (select count(*) from consent_entry) + (select count(*) from message)"
                + " + (select count(*) from outbox) + (select count(*) from customer)";
        long before = count(kept);

        simulate(
                        "imagined",
                        """
                        {"customer": "user:imagined", "trigger": {"properties": {"order_id": "o-1"}, "total": "59.80"},
                         "happens": [{"after": "1d", "event": "Product Reviewed"}]}
                        """)
                .statusCode(200)
                .body("journeys[0].known", equalTo(true))
                .body(
                        "journeys[0].steps.collect { it.step + ' ' + it.outcome }",
                        contains(
                                "if-1 branched",
                                "if-1.then.send-1 sent",
                                "wait-2 branched",
                                "send-3 sent",
                                "send-3.resend held",
                                "end completed"))
                .body("journeys[0].steps[1].template", equalTo("large"))
                .body("journeys[0].steps[2].reason", equalTo("then"))
                .body(
                        "journeys[0].steps[3].at",
                        equalTo(TestClock.now().plus(Duration.ofDays(1)).toString()));

        assertThat(count(kept)).isEqualTo(before);
        assertThat(log.commands("user:imagined")).isEmpty();
    }

    @Test
    void should_simulate_a_sample_of_a_segment_on_a_document_that_is_not_kept() {
        List<String> members = List.of("user:sampled-0", "user:sampled-1");
        members.forEach(FakeNeighbours::customer);
        ((ObjectNode) FakeNeighbours.customer("user:sampled-1").path("consent")).removeAll();
        FakeNeighbours.members("sampled", members);
        String document = "{\"name\": \"Sampled\", \"start\": {\"broadcast\": {\"segment\": \"sampled\","
                + " \"at\": \"2126-01-01T00:00:00Z\"}}, \"steps\": [{\"send\": {\"template\": \"a\"}}]}";

        simulate("sampled", "{\"segment\": \"sampled\", \"document\": " + document + "}")
                .statusCode(200)
                .body("journeys", hasSize(2))
                .body("journeys[0].steps[0].outcome", equalTo("sent"))
                .body("journeys[0].steps[0].at", equalTo("2126-01-01T00:00:00Z"))
                .body("journeys[1].steps[0].reason", equalTo("no-consent"))
                .body("summary.find { it.outcome == 'completed' }.customers", equalTo(2));
        Admin.get("/api/campaigns/sampled").statusCode(404);
    }

    @Test
    void should_refuse_to_simulate_what_makes_no_sense() {
        simulate("nowhere", "{\"customer\": \"user:1\"}").statusCode(404);
        simulate("nowhere", "{}").statusCode(400).body("error.message", containsString("a customer or a segment"));
        simulate("nowhere", "{\"customer\": \"who\", \"document\": {}}").statusCode(400);
        simulate("nowhere", "{\"customer\": \"user:1\", \"document\": {\"name\": \"n\"}}")
                .statusCode(400)
                .body("error.code", equalTo("campaign-refused"));
    }

    @Test
    void should_refuse_an_expression_with_the_place() {
        Admin.put(
                        "wrong-place",
                        """
                        name: Wrong
                        start: {entered: leads}
                        onlyIf: enrolment.sent < 3 and bogus(1)
                        steps: [{send: {template: a}}]
                        """)
                .statusCode(400)
                .body("error.path", equalTo("onlyIf"))
                .body("error.problems[0].column", equalTo(30));
    }

    private static ValidatableResponse simulate(String campaign, String body) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body(body)
                .post("/api/campaigns/" + campaign + "/simulate")
                .then();
    }

    private static void born(String customer, String date) {
        ((ObjectNode) FakeNeighbours.customer(customer).path("traits"))
                .put("birthday", date)
                .put("timezone", "UTC");
    }

    private static SegmentTransition near(String id, String customer, String segment) {
        return Log.transition(id, Kind.ENTERED, customer, segment, Cause.TIME, TestClock.now());
    }

    private static SegmentTransition answered(String customer, String message) {
        return new SegmentTransition(
                "answered-" + message,
                Kind.OCCURRED,
                CustomerId.of(customer),
                null,
                "policy-clicked",
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                message + ":clicked:1",
                1,
                List.of(),
                new Occurrence("email_clicked", Json.object(), null, null));
    }

    private List<MessageCommand> awaitMessages(String customer) {
        return await().atMost(PATIENCE).until(() -> log.commands(customer), found -> !found.isEmpty());
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
