package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EngagementEvent.Kind;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.campaign.Goal;
import dev.millrace.trigger.report.Cell;
import dev.millrace.trigger.store.ClosedDays;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what happens to the report, through Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class ReportFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Goal ORDERED = new Goal("Order Completed", null, Duration.ofDays(7), null, Goal.Touch.OPENED);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    ClosedDays days;

    private static final String STEP = "versions[0].steps[0].";

    private Log log;

    @BeforeEach
    void open() {
        log = new Log(bootstrapServers);
    }

    @Test
    void should_count_what_became_of_messages_once_and_machines_apart() {
        campaign("counted", "");
        MessageRequested message = requested("user:counted-1", "counted");
        MessageRequested other = requested("user:counted-2", "counted");
        engaged(message, Kind.SENT, "sent", false, true);
        engaged(message, Kind.OPENED, "opened:machine", true, null);
        engaged(message, Kind.OPENED, "opened", false, null);
        engaged(message, Kind.OPENED, "opened", false, null);
        engaged(message, Kind.CLICKED, "clicked:1", false, null);
        engaged(message, Kind.CLICKED, "clicked:2", false, null);
        engaged(other, Kind.SENT, "sent", false, false);
        engaged(other, Kind.UNSUBSCRIBED, "unsubscribed", false, null);

        JsonPath report = awaitReport("counted", "messages.unsubscribed", 1);
        assertThat(report.getInt("messages.requested")).isEqualTo(2);
        assertThat(report.getInt("messages.sent")).isEqualTo(2);
        assertThat(report.getInt("messages.openUnknown")).isEqualTo(1);
        assertThat(report.getInt("messages.opened")).isEqualTo(1);
        assertThat(report.getInt("messages.openedByMachine")).isEqualTo(1);
        assertThat(report.getInt("messages.clicked")).isEqualTo(1);
        assertThat(report.getFloat("messages.openRate")).isEqualTo(1f);
        assertThat(report.getFloat("messages.clickRate")).isEqualTo(0.5f);
        assertThat(report.getInt("versions[0].steps[0].messages.clicked")).isEqualTo(1);
        assertThat(report.getInt("journeys.completed")).isEqualTo(2);
        assertThat(recount("counted")).isZero();
    }

    @Test
    void should_credit_an_order_to_the_click_whichever_is_read_first() {
        campaign("credited", "");
        MessageRequested early = requested("user:credited-1", "credited");
        MessageRequested late = requested("user:credited-2", "credited");
        engaged(early, Kind.CLICKED, "clicked:1", false, null);
        awaitReport("credited", "messages.clicked", 1);
        TestClock.advance(Duration.ofHours(1));
        Instant clicked = TestClock.now().minusSeconds(60);
        log.write(ordered("credited-o1", early.customer().value(), "o1", "59.80", TestClock.now()));
        log.write(ordered("credited-o2", late.customer().value(), "o2", "10", TestClock.now()));
        JsonPath report = awaitReport("credited", "results.goals", 1);
        assertThat(report.getString("results.revenue")).isEqualTo("59.8");

        engaged(late, Kind.CLICKED, "clicked:1", false, null, clicked);
        report = awaitReport("credited", "results.goals", 2);
        assertThat(report.getFloat("results.revenue")).isEqualTo(69.8f);
        assertThat(report.getInt("results.converted")).isEqualTo(2);

        log.write(occurred("credited-c1", early.customer().value(), "goal-cancelled", "o1", null, TestClock.now()));
        report = awaitReport("credited", "results.goals", 1);
        assertThat(report.getFloat("results.revenue")).isEqualTo(10f);
        assertThat(recount("credited")).isZero();
    }

    @Test
    void should_compare_with_those_who_are_held_out_whatever_they_got() {
        campaign("compared", "holdOut: 50%\n");
        for (int i = 0; i < 12; i++) {
            FakeNeighbours.customer("user:compared-" + i, segment("compared"));
            log.write(entered("compared-" + i, "user:compared-" + i, segment("compared")));
        }
        JsonPath report = awaitReport("compared", "journeys.completed", 12);
        int heldOut = report.getInt("journeys.heldOut");
        assertThat(heldOut).isBetween(1, 11);
        assertThat(report.getInt("messages.requested")).isEqualTo(12 - heldOut);
        assertThat(report.getInt("decided.held.hold-out")).isEqualTo(heldOut);
        for (int i = 0; i < 12; i++) {
            log.write(ordered("compared-o" + i, "user:compared-" + i, "c" + i, "20", TestClock.now()));
        }

        report = awaitReport("compared", "comparison.reached.goal", 12 - heldOut);
        report = awaitReport("compared", "comparison.heldOut.goal", heldOut);
        assertThat(report.getFloat("comparison.difference")).isZero();
        assertThat(report.getString("comparison.verdict")).isEqualTo("NOT_CERTAIN");
        assertThat(report.getInt("results.goals"))
                .describedAs("nobody was touched")
                .isZero();
        assertThat(recount("compared")).isZero();
    }

    @Test
    void should_answer_for_a_campaign_without_anything_and_for_none() {
        Admin.put("quiet", "name: Quiet\nstart: {entered: nobody}\nsteps: [{send: {template: a}}]")
                .statusCode(200);
        JsonPath report = report("quiet");

        assertThat(report.getInt("journeys.entered")).isZero();
        assertThat((Object) report.get("comparison")).isNull();
        assertThat((Object) report.get("messages.openRate")).isNull();
        Admin.get("/api/campaigns/never/report").statusCode(404);
        Admin.get("/api/campaigns/quiet/report?from=soon").statusCode(400);
    }

    @Test
    void should_go_on_counting_goals_after_the_campaign_was_archived() {
        campaign("archived-one", "");
        MessageRequested message = requested("user:archived-1", "archived-one");
        engaged(message, Kind.CLICKED, "clicked:1", false, null);
        awaitReport("archived-one", "messages.clicked", 1);
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .delete("/api/campaigns/archived-one")
                .then()
                .statusCode(204);
        log.write(ordered("archived-o1", "user:archived-1", "a1", "5", TestClock.now()));

        assertThat(awaitReport("archived-one", "results.goals", 1).getString("state"))
                .isEqualTo("archived");
    }

    @Test
    void should_move_goals_with_a_merge_and_take_them_out_with_an_erasure() {
        campaign("merged-one", "");
        MessageRequested message = requested("anon:merged-1", "merged-one");
        engaged(message, Kind.CLICKED, "clicked:1", false, null);
        awaitReport("merged-one", "messages.clicked", 1);
        log.write(ordered("merged-o1", "user:merged-1", "m1", "5", TestClock.now()));
        CustomerId gone = CustomerId.of("anon:merged-1");
        log.write(Log.TOPICS.links(), gone, new CustomerLink(gone, CustomerId.of("user:merged-1"), TestClock.now()));
        awaitReport("merged-one", "results.goals", 1);
        assertThat(recount("merged-one")).isZero();

        CustomerId erased = CustomerId.of("user:merged-1");
        log.write(Log.TOPICS.erasures(), erased, new CustomerErased(erased, TestClock.now()));
        JsonPath report = awaitReport("merged-one", "journeys.entered", 0);
        assertThat(report.getInt("results.goals")).isZero();
        assertThat(report.getInt("messages.requested")).isZero();
        assertThat(recount("merged-one")).isZero();
    }

    @Test
    void should_find_and_correct_figures_that_differ_from_the_rows() {
        campaign("corrected", "");
        requested("user:corrected-1", "corrected");
        awaitReport("corrected", "journeys.completed", 1);
        execute("insert into report_delta (campaign, version, day, held_out, step, variant, figure, value)"
                + " values ('corrected', 1, '"
                + Cell.dayOf(TestClock.now())
                + "', false, 'send-1', '', 'clicked', 7)");
        assertThat(report("corrected").getInt("messages.clicked")).isEqualTo(7);

        assertThat(recount("corrected")).isEqualTo(1);
        assertThat(report("corrected").getInt("messages.clicked")).isZero();
        assertThat(recount("corrected")).isZero();
    }

    @Test
    void should_count_those_who_move_or_leave_with_a_new_version_where_they_are() {
        String document = "name: Moved\nstart: {entered: moved}\ngoal: {event: Order Completed, within: 7d}\n"
                + "steps: [STEPS{wait: 1d}, {send: {template: a}}]";
        Admin.put("moved", document.replace("STEPS", "")).statusCode(200);
        for (int i = 0; i < 3; i++) {
            FakeNeighbours.customer("user:moved-" + i, "moved");
            log.write(entered("moved-" + i, "user:moved-" + i, "moved"));
        }
        awaitReport("moved", "journeys.waiting", 3);
        log.write(ordered("moved-o", "user:moved-0", "moved", "9", TestClock.now()));
        await().atMost(PATIENCE).until(() -> figure("moved", "reached") == 1);
        Admin.put("moved", "?underWay=move", document.replace("STEPS", "{send: {template: b}}, "))
                .statusCode(200);
        assertThat(report("moved").getInt("versions[0].version"))
                .describedAs("its step is not in it")
                .isEqualTo(1);

        Admin.put(
                        "moved",
                        "?underWay=move",
                        document.replace("STEPS", "{if: cart.count > 0, then: [{send: {template: b}}]}, ")
                                .replace("wait: 1d", "name: wait-1, wait: 1d"))
                .statusCode(200);
        JsonPath report = report("moved");
        assertThat(report.getInt("versions[0].version")).isEqualTo(3);
        assertThat(report.getInt("versions[0].journeys.waiting")).isEqualTo(3);
        assertThat(report.getInt("versions[0].steps.find { it.step == 'wait-1' }.waiting"))
                .isEqualTo(3);
        await().atMost(PATIENCE).until(() -> recount("moved") == 0 && figure("moved", "reached") == 1);

        Admin.put("moved", "?underWay=end", document.replace("STEPS", "{send: {template: c}}, "))
                .statusCode(200);
        assertThat(report("moved").getInt("journeys.exited.'new-version'")).isEqualTo(3);
        assertThat(report("moved").getInt("journeys.waiting")).isZero();
        assertThat(recount("moved")).isZero();
    }

    @Test
    void should_leave_the_figures_of_closed_days_as_they_are() {
        campaign("closed", "");
        MessageRequested message = requested("user:closed-1", "closed");
        engaged(message, Kind.CLICKED, "clicked:1", false, null);
        log.write(ordered("closed-o1", "user:closed-1", "cl1", "5", TestClock.now()));
        awaitReport("closed", "results.goals", 1);
        TestClock.advance(Duration.ofDays(2));
        days.closeBefore(TestClock.now());
        assertThat(figure("closed", "clicked")).isEqualTo(1);

        assertThat(recount("closed")).isZero();
        assertThat(report("closed").getInt("results.goals")).isEqualTo(1);
        log.write(ordered("closed-o2", "user:closed-1", "cl2", "5", TestClock.now()));
        CustomerId erased = CustomerId.of("user:closed-1");
        log.write(Log.TOPICS.erasures(), erased, new CustomerErased(erased, TestClock.now()));
        await().atMost(PATIENCE).until(() -> Admin.decisions("user:closed-1").isEmpty());
        assertThat(report("closed").getInt("journeys.entered")).isEqualTo(1);
        assertThat(report("closed").getInt("messages.clicked")).isEqualTo(1);
        assertThat(recount("closed")).isZero();
    }

    @Test
    void should_compare_the_subjects_of_a_template() {
        campaign("subjects", "");
        for (int i = 0; i < 6; i++) {
            MessageRequested message = requested("user:subjects-" + i, "subjects");
            String variant = i < 4 ? "news" : "question";
            engaged(message, Kind.SENT, "sent", variant, i != 3);
            if (i < 2 || i == 4) {
                engaged(message, Kind.OPENED, "opened", variant, null);
                engaged(message, Kind.OPENED, "opened", variant, null);
            }
        }
        MessageRequested last = requested("user:subjects-6", "subjects");
        engaged(last, Kind.SENT, "sent", "not a name", true);
        engaged(last, Kind.CLICKED, "clicked:1", "question", null);

        JsonPath report = awaitReport("subjects", "messages.clicked", 1);
        assertThat(report.getInt("messages.sent")).isEqualTo(7);
        assertThat(report.getList(STEP + "subjects.variant")).containsExactly("news", "question");
        assertThat(report.getList(STEP + "subjects.template")).containsOnly("first");
        assertThat(report.getList(STEP + "subjects.sent")).containsExactly(4, 2);
        assertThat(report.getList(STEP + "subjects.opened")).containsExactly(2, 1);
        assertThat(report.getList(STEP + "subjects.openUnknown")).containsExactly(1, 0);
        assertThat(report.getList(STEP + "subjects.clicked")).containsExactly(0, 1);
        assertThat(report.getFloat(STEP + "subjects[0].openRate")).isCloseTo(0.667f, within(0.001f));
        assertThat(report.getFloat(STEP + "subjects[1].openRate")).isEqualTo(0.5f);
        assertThat(report.getFloat(STEP + "subjects[1].clickedMore.high")).isPositive();
        assertThat((Object) report.get(STEP + "subjects[0].clickedMore")).isNull();
        assertThat(recount("subjects")).isZero();
    }

    @Test
    void should_compare_the_ways_of_a_split_by_what_those_reached_who_were_sent_there() {
        Admin.put(
                "parted-ways",
                """
                name: Ways
                start: {entered: %s}
                goal: {event: Order Completed, within: 7d}
                steps:
                  - split:
                      - {weight: 1, steps: [{send: {template: one}}]}
                      - {weight: 1, steps: []}
                """
                        .formatted(segment("parted-ways")));
        int customers = 20;
        for (int i = 0; i < customers; i++) {
            FakeNeighbours.customer("user:parted-" + i, segment("parted-ways"));
            log.write(entered("parted-" + i, "user:parted-" + i, segment("parted-ways")));
        }
        JsonPath report = awaitReport("parted-ways", "journeys.completed", customers);
        int first = report.getInt(STEP + "decided.branched.1");
        assertThat(report.getInt("messages.requested")).isEqualTo(first).isBetween(1, customers - 1);

        List<String> sentTo = IntStream.range(0, customers)
                .mapToObj(i -> "user:parted-" + i)
                .filter(customer -> Admin.decisions(customer).contains("sent"))
                .toList();
        assertThat(sentTo).hasSize(first);
        for (String customer : sentTo) {
            log.write(ordered("ordered-" + customer, customer, "order-" + customer, "20", TestClock.now()));
        }

        report = awaitReport("parted-ways", STEP + "ways[0].goal", first);
        assertThat(report.getInt(STEP + "ways[0].started")).isEqualTo(first);
        assertThat(report.getFloat(STEP + "ways[0].share")).isEqualTo(1f);
        assertThat(report.getFloat(STEP + "ways[0].revenue")).isEqualTo(20f * first);
        assertThat(report.getFloat(STEP + "ways[0].revenuePerStart")).isEqualTo(20f);
        assertThat(report.getInt(STEP + "ways[1].started")).isEqualTo(customers - first);
        assertThat(report.getInt(STEP + "ways[1].goal")).isZero();
        assertThat(report.getFloat(STEP + "ways[1].reachedMore.high")).isNegative();
    }

    @Test
    void should_show_a_page_with_a_picture_that_says_what_it_shows() {
        campaign("page", "holdOut: 50%\n");
        for (int i = 0; i < 6; i++) {
            FakeNeighbours.customer("user:page-" + i, segment("page"));
            log.write(entered("page-" + i, "user:page-" + i, segment("page")));
        }
        awaitReport("page", "journeys.completed", 6);
        String page = given().auth()
                .preemptive()
                .basic("any", FakeNeighbours.ADMIN_KEY)
                .get("/campaigns/page/report")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains(
                        "<title>Reported: report</title>",
                        "role=\"img\"",
                        "Started: 6.",
                        "<td>send-1</td>",
                        "Held out");
        given().get("/campaigns/page/report").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("any", FakeNeighbours.ADMIN_KEY)
                .get("/campaigns/none/report")
                .then()
                .statusCode(404);
    }

    /** The figures are those that follow from the rows, after anything that can happen in any order. */
    @Test
    void should_be_the_same_when_counted_anew_after_random_stories() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        campaign("random", "holdOut: 20%\n");
        List<MessageRequested> messages = new ArrayList<>();
        List<String> variants = Arrays.asList("a", "b", null);
        for (int i = 0; i < 30; i++) {
            String customer = (random.nextBoolean() ? "anon:r" : "user:r") + i;
            FakeNeighbours.customer(customer, segment("random"));
            log.write(entered("random-" + i, customer, segment("random")));
        }
        awaitReport("random", "journeys.completed", 30);
        for (int i = 0; i < 30; i++) {
            for (String kind : List.of("anon:r", "user:r")) {
                log.commands(kind + i).forEach(command -> messages.add((MessageRequested) command));
            }
        }
        for (int i = 0; i < 200; i++) {
            MessageRequested message = messages.get(random.nextInt(messages.size()));
            String customer = message.customer().value();
            Instant at = TestClock.now().minusSeconds(random.nextInt(20 * 86_400));
            switch (random.nextInt(8)) {
                case 0, 1, 2 ->
                    engaged(
                            message,
                            Kind.CLICKED,
                            "clicked:" + random.nextInt(3),
                            random.nextBoolean(),
                            null,
                            at,
                            variants.get(random.nextInt(3)));
                case 3 ->
                    engaged(
                            message,
                            Kind.SENT,
                            "sent",
                            false,
                            random.nextBoolean(),
                            at,
                            variants.get(random.nextInt(3)));
                case 4, 5 ->
                    log.write(ordered("random-g" + i, customer, "r" + random.nextInt(20), "" + random.nextInt(90), at));
                case 6 ->
                    log.write(occurred("random-c" + i, customer, "goal-refunded", "r" + random.nextInt(20), "7", at));
                default -> {
                    CustomerId gone = message.customer();
                    if (customer.startsWith("anon:") && random.nextBoolean()) {
                        CustomerId into = CustomerId.of("user:into-" + random.nextInt(3));
                        log.write(Log.TOPICS.links(), gone, new CustomerLink(gone, into, at));
                    } else if (random.nextInt(4) == 0) {
                        log.write(Log.TOPICS.erasures(), gone, new CustomerErased(gone, at));
                    }
                }
            }
            if (i % 50 == 49) {
                assertThat(recount("random"))
                        .describedAs("seed %d, after %d", seed, i)
                        .isZero();
            }
        }
        // whatever has been worked off by now: at any moment the figures are what the rows say
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> recount("random") == 0);
    }

    private void campaign(String id, String more) {
        Admin.put(
                        id,
                        more
                                + """
                name: Reported
                start: {entered: SEGMENT}
                goal: {event: Order Completed, within: 7d}
                reentry: always
                steps: [{send: {template: first}}]
                """
                                        .replace("SEGMENT", segment(id)))
                .statusCode(200);
    }

    private static String segment(String campaign) {
        return "reported-" + campaign;
    }

    private MessageRequested requested(String customer, String campaign) {
        FakeNeighbours.customer(customer, segment(campaign));
        log.write(entered(customer + "-starts", customer, segment(campaign)));
        await().atMost(PATIENCE).until(() -> !messages(customer, campaign).isEmpty());
        return messages(customer, campaign).get(0);
    }

    private List<MessageRequested> messages(String customer, String campaign) {
        return log.commands(customer).stream()
                .filter(MessageRequested.class::isInstance)
                .map(MessageRequested.class::cast)
                .filter(message -> message.campaign().equals(campaign))
                .toList();
    }

    private void engaged(MessageRequested message, Kind kind, String fact, boolean machine, Boolean tracked) {
        engaged(message, kind, fact, machine, tracked, TestClock.now());
    }

    private void engaged(MessageRequested message, Kind kind, String fact, String variant, Boolean tracked) {
        engaged(message, kind, fact, false, tracked, TestClock.now(), variant);
    }

    private void engaged(
            MessageRequested message, Kind kind, String fact, boolean machine, Boolean tracked, Instant at) {
        engaged(message, kind, fact, machine, tracked, at, null);
    }

    private void engaged(
            MessageRequested message,
            Kind kind,
            String fact,
            boolean machine,
            Boolean tracked,
            Instant at,
            String variant) {
        EngagementEvent event = new EngagementEvent(
                message.id() + ":" + fact,
                kind,
                message.customer(),
                null,
                message.id(),
                "email",
                message.campaign(),
                message.step(),
                message.template(),
                variant,
                at,
                machine,
                tracked,
                null,
                null);
        log.write(Log.TOPICS.engagementEvents(), message.customer(), event);
    }

    private static SegmentTransition ordered(String id, String customer, String order, String total, Instant at) {
        return occurred(id, customer, ORDERED.watchId(), order, total, at);
    }

    private static SegmentTransition occurred(
            String id, String customer, String watch, String order, String total, Instant at) {
        return new SegmentTransition(
                id,
                SegmentTransition.Kind.OCCURRED,
                CustomerId.of(customer),
                null,
                watch,
                1,
                at,
                TestClock.now(),
                Cause.EVENT,
                id + "-event",
                1,
                List.of(),
                new Occurrence(
                        "order_completed",
                        Json.object().put("order_id", order),
                        total == null ? null : new BigDecimal(total),
                        "EUR"));
    }

    private int figure(String campaign, String figure) {
        String sql = "select coalesce(sum(value), 0) from (select campaign, figure, value from report_figure union all"
                + " select campaign, figure, value from report_delta) as both_of_them where campaign = ? and figure = ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, campaign);
            query.setString(2, figure);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int recount(String campaign) {
        return Admin.post("/api/campaigns/" + campaign + "/report/recount")
                .statusCode(200)
                .extract()
                .path("corrected");
    }

    private static JsonPath report(String campaign) {
        return Admin.get("/api/campaigns/" + campaign + "/report")
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath awaitReport(String campaign, String path, int expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(report(campaign).getInt(path))
                .describedAs(path + " of " + campaign)
                .isEqualTo(expected));
        return report(campaign);
    }
}
