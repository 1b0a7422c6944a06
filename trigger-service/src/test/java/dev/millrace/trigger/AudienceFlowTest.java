package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.trigger.audience.ContactHash;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists follow segments, consents and people. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class AudienceFlowTest {

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
    void should_fill_the_list_page_by_page_with_those_who_consented() {
        // more than a page of people of whom nothing is known, and then some of whom there is
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            members.add("anon:filled-" + i);
        }
        for (int i = 0; i < 5; i++) {
            customer("user:filled-" + i, "f" + i + "@shop.example", i != 3, "filled");
            members.add(i < 2 ? i : members.size(), "user:filled-" + i);
        }
        FakeNeighbours.members("filled", members);
        put("filled", "filled");

        awaitLines("filled", mail("f0"), mail("f1"), mail("f2"), mail("f4"));
        assertThat((Object) Admin.get("/api/audiences/filled").extract().path("filledAt"))
                .isNotNull();
    }

    @Test
    void should_follow_who_enters_leaves_and_withdraws() {
        put("followed", "followed");
        customer("user:followed-1", "a@shop.example", true, "followed");
        ObjectNode other = customer("user:followed-2", "b@shop.example", true, "followed");
        log.write(entered("followed-1", "user:followed-1", "followed"));
        log.write(entered("followed-2", "user:followed-2", "followed"));
        awaitLines("followed", mail("a"), mail("b"));

        customer("user:followed-1", "a@shop.example", true, "another");
        log.write(exited("followed-3", "user:followed-1", "followed"));
        awaitLines("followed", mail("b"));

        ((ObjectNode) other.at("/consent/email/otherPurposes/ads")).put("status", "unsubscribed");
        log.write(consent("followed-4", "user:followed-2"));
        awaitLines("followed");
    }

    @Test
    void should_wait_for_an_answer_that_knows_of_the_withdrawal() {
        put("stale", "stale");
        ObjectNode view = customer("user:stale-1", "s@shop.example", true, "stale");
        FakeNeighbours.pinAsOf("user:stale-1", TestClock.now().minusSeconds(60));
        log.write(entered("stale-1", "user:stale-1", "stale"));
        await().atMost(PATIENCE).until(() -> FakeNeighbours.asked("user:stale-1") > 0);
        TestClock.advance(Duration.ofSeconds(2));
        assertThat(lines("stale")).isEmpty();

        ((ObjectNode) view.at("/consent/email/otherPurposes/ads")).put("status", "unsubscribed");
        FakeNeighbours.unpin("user:stale-1");
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(Duration.ofSeconds(1));
            return count("select count(*) from audience_due where customer = ?", "user:stale-1") == 0;
        });
        assertThat(lines("stale")).isEmpty();
    }

    @Test
    void should_tell_changes_of_hashes_and_not_of_customers_and_forget_the_erased() {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"url\": \"http://127.0.0.1:1/\", \"state\": \"active\"}")
                .put("/api/webhook-targets/nowhere")
                .then()
                .statusCode(200);
        put("told", "told\npush: nowhere");
        customer("user:told-1", "t@shop.example", true, "told");
        customer("user:told-2", "t@shop.example", true, "told");
        log.write(entered("told-1", "user:told-1", "told"), entered("told-2", "user:told-2", "told"));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from audience_member where audience = ?", "told") == 2);

        erase("user:told-1");
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from audience_member where audience = ?", "told") == 1);
        assertThat(changes("told")).describedAs("the other one has it still").doesNotContain("-" + mail("t"));
        erase("user:told-2");
        await().atMost(PATIENCE).until(() -> changes("told").contains("-" + mail("t")));
    }

    @Test
    void should_let_a_hash_change_hands_when_two_become_one() {
        put("merged", "merged");
        customer("anon:aud-merged", "m@shop.example", true, "merged");
        log.write(entered("aud-merged-1", "anon:aud-merged", "merged"));
        awaitLines("merged", mail("m"));

        customer("user:aud-merged", "m@shop.example", true, "merged");
        customer("anon:aud-merged", "m@shop.example", true).put("id", "user:aud-merged");
        CustomerId gone = CustomerId.of("anon:aud-merged");
        log.write(Log.TOPICS.links(), gone, new CustomerLink(gone, CustomerId.of("user:aud-merged"), TestClock.now()));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from audience_member where customer = ?", "user:aud-merged") == 1
                        && count("select count(*) from audience_member where customer = ?", "anon:aud-merged") == 0);
        awaitLines("merged", mail("m"));
    }

    @Test
    void should_take_everybody_off_a_list_that_ends_and_fill_it_again() {
        customer("user:ended-1", "e@shop.example", true, "ended");
        FakeNeighbours.members("ended", List.of("user:ended-1"));
        put("ended", "ended");
        awaitLines("ended", mail("e"));
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .delete("/api/audiences/ended")
                .then()
                .statusCode(204);
        Admin.get("/api/audiences/ended").statusCode(404);
        Admin.get("/api/audiences/ended/members.csv").statusCode(404);
        assertThat(count("select count(*) from audience_member where audience = ?", "ended"))
                .isZero();

        put("ended", "ended");
        awaitLines("ended", mail("e"));
    }

    @Test
    void should_refuse_what_can_not_be_a_list() {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/yaml")
                .body("name: Gone\nsegment: missing".getBytes(StandardCharsets.UTF_8))
                .put("/api/audiences/refused")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/yaml")
                .body("name: List\nsegment: a\npush: no-such-target".getBytes(StandardCharsets.UTF_8))
                .put("/api/audiences/refused")
                .then()
                .statusCode(400);
        given().get("/api/audiences/filled/members.csv").then().statusCode(401);
    }

    private void put(String id, String segment) {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/yaml")
                .body(("name: List\nsegment: " + segment).getBytes(StandardCharsets.UTF_8))
                .put("/api/audiences/" + id)
                .then()
                .statusCode(200);
    }

    private static ObjectNode customer(String id, String address, boolean consented, String... segments) {
        ObjectNode view = FakeNeighbours.customer(id, segments);
        ((ObjectNode) view.path("traits")).put("email", address);
        ((ObjectNode) view.at("/consent/email"))
                .putObject("otherPurposes")
                .putObject("ads")
                .put("status", consented ? "subscribed" : "pending");
        return view;
    }

    private void erase(String customer) {
        TestClock.advance(Duration.ofSeconds(1));
        CustomerId id = CustomerId.of(customer);
        log.write(Log.TOPICS.erasures(), id, new CustomerErased(id, TestClock.now()));
    }

    private static SegmentTransition consent(String id, String customer) {
        return new SegmentTransition(
                id,
                Kind.OCCURRED,
                CustomerId.of(customer),
                null,
                "policy-consent",
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                id + "-event",
                1,
                List.of(),
                new Occurrence(
                        "consent_updated",
                        Json.object()
                                .put("channel", "email")
                                .put("purpose", "ads")
                                .put("status", "unsubscribed"),
                        null,
                        null));
    }

    private static String mail(String name) {
        return ContactHash.ofMail(name + "@shop.example").orElseThrow();
    }

    private static List<String> lines(String audience) {
        String csv = Admin.get("/api/audiences/" + audience + "/members.csv")
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).startsWith("email_sha256,phone_sha256\r\n");
        return csv.lines().skip(1).map(line -> line.replace(",", "")).toList();
    }

    private static void awaitLines(String audience, String... hashes) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines(audience)).containsExactlyInAnyOrder(hashes));
    }

    private List<String> changes(String audience) {
        String sql = "select added, hash from audience_change where audience = ? order by seq";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, audience);
            try (ResultSet rows = query.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add((rows.getBoolean(1) ? "+" : "-") + rows.getString(2));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql, String text) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, text);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
