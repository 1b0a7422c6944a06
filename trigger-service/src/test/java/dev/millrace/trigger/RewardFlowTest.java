package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes, points and referrals from the transition to what is told of them, over real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RewardFlowTest {

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
    void should_give_a_code_of_the_pool_tell_of_it_and_put_it_into_the_message() {
        upload("flow-welcome", "WELCOME-1").body("added", equalTo(1));
        Admin.put(
                        "gives",
                        """
                        name: Gives
                        start: {entered: gives}
                        steps:
                          - coupon: {pool: flow-welcome, expiresAfter: 14d, minimumOrder: "39.90", currency: EUR, channel: online}
                          - send: {template: one}
                        """)
                .statusCode(200);
        start("user:gives", "gives");

        JsonNode code = request("user:gives").snapshot().at("/coupons/flow-welcome");
        assertThat(code.path("code").asText()).isEqualTo("WELCOME-1");
        assertThat(code.path("minimum_order").asText()).isEqualTo("39.90");
        assertThat(code.path("expires_at").asText())
                .isEqualTo(TestClock.now().plus(Duration.ofDays(14)).toString());
        ShopEvent told = event("user:gives", "Coupon Issued");
        assertThat(told.trust()).isEqualTo(ShopEvent.Trust.INTERNAL);
        assertThat(told.traits().at("/millrace/coupon/flow-welcome").asText()).isEqualTo("issued");
        assertThat(Admin.decisions("user:gives")).containsExactly("sent", "coupon");

        log.write(order("gives-o", "user:gives", "o-1", "welcome-1"));
        assertThat(event("user:gives", "Coupon Redeemed")
                        .traits()
                        .at("/millrace/coupon/flow-welcome")
                        .asText())
                .isEqualTo("redeemed");
        Admin.get("/api/customers/user:gives/coupons").body("coupons.state", equalTo(List.of("redeemed")));
    }

    @Test
    void should_wait_for_codes_and_go_on_when_some_are_uploaded() {
        upload("flow-empty", "LAST-ONE");
        Admin.put(
                        "waits-for-codes",
                        """
                        name: Waits for codes
                        start: {entered: waits-for-codes}
                        steps: [{coupon: {pool: flow-empty}}, {send: {template: one}}]
                        """)
                .statusCode(200);
        start("user:codes-1", "waits-for-codes");
        request("user:codes-1");
        start("user:codes-2", "waits-for-codes");
        await().atMost(PATIENCE).until(() -> Admin.decisions("user:codes-2").contains("waits pool-empty"));
        Admin.get("/api/coupon-pools/flow-empty")
                .body("empty", equalTo(true), "low", equalTo(true), "issued", equalTo(1));

        upload("flow-empty", "LAST-ONE", "NEW-ONE").body("added", equalTo(1), "known", equalTo(1));

        assertThat(request("user:codes-2")
                        .snapshot()
                        .at("/coupons/flow-empty/code")
                        .asText())
                .isEqualTo("NEW-ONE");
    }

    @Test
    void should_give_each_a_code_of_their_own_when_many_come_at_once() {
        String[] codes = IntStream.range(0, 60).mapToObj(i -> "MANY-" + i).toArray(String[]::new);
        upload("flow-many", codes);
        Admin.put(
                        "many-codes",
                        """
                        name: Many codes
                        start: {entered: many-codes}
                        steps: [{coupon: {pool: flow-many}}, {coupon: {pool: flow-made, generate: {prefix: HI-}}}, {send: {template: one}}]
                        """)
                .statusCode(200);
        for (int i = 0; i < 60; i++) {
            start("user:many-" + i, "many-codes");
        }
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from message where campaign = ?", "many-codes") == 60);

        assertThat(count(
                        "select count(distinct customer) from coupon where pool = ? and state = 'issued'", "flow-many"))
                .isEqualTo(60);
        assertThat(count(
                        "select count(distinct key) from coupon where pool = ? and code ~ '^HI-[0-9A-Z]{10}$'",
                        "flow-made"))
                .isEqualTo(60);
    }

    @Test
    void should_let_codes_expire_and_take_an_order_with_an_expired_one_for_what_it_is() {
        Admin.put(
                        "expires",
                        """
                        name: Expires
                        start: {entered: expires}
                        steps: [{coupon: {pool: flow-expires, generate: true, expiresAfter: 1h}}]
                        """)
                .statusCode(200);
        start("user:expires", "expires");
        event("user:expires", "Coupon Issued");
        TestClock.advance(Duration.ofMinutes(61));

        assertThat(event("user:expires", "Coupon Expired")
                        .traits()
                        .at("/millrace/coupon/flow-expires")
                        .asText())
                .isEqualTo("expired");
    }

    @Test
    void should_never_let_a_balance_fall_below_nothing_and_move_it_once_for_each_id() {
        move("user:points", "a", 100).statusCode(200).body("balance", equalTo(100));
        move("user:points", "a", 100).statusCode(200).body("balance", equalTo(100));
        move("user:points", "b", -101)
                .statusCode(409)
                .body("error.message", equalTo("the balance is 100 points, and 101 were to be spent"));
        move("user:points", "c", -100).statusCode(200).body("balance", equalTo(0));
        move("user:other", "c", 5).statusCode(409);
        move("user:points", "d", 0).statusCode(400);

        Admin.get("/api/customers/user:points/points")
                .body("balance", equalTo(0), "entries", hasSize(2), "entries[0].amount", equalTo(-100));
        assertThat(event("user:points", "Points Spent")
                        .traits()
                        .at("/millrace/points")
                        .asLong())
                .isZero();
    }

    @Test
    void should_earn_and_spend_in_a_campaign_and_go_the_other_way_without_enough() {
        Admin.put(
                        "earns",
                        """
                        name: Earns
                        start: {entered: earns}
                        steps:
                          - points: {earn: 30}
                          - points: {spend: 50}
                            else: [{send: {template: too-few}}]
                        """)
                .statusCode(200);
        start("user:earns", "earns");

        MessageRequested request = request("user:earns");
        assertThat(request.template()).isEqualTo("too-few");
        assertThat(request.snapshot().at("/points/balance").asLong()).isEqualTo(30);
    }

    @Test
    void should_reward_both_sides_of_the_friends_first_order_once_and_not_before_it_can_be_cancelled() {
        refers("refers");
        start("user:refers", "refers");
        String code = event("user:refers", "Referral Code Issued")
                .properties()
                .path("code")
                .asText();
        friend("user:friend", "friend@shop.example", "f-1");
        log.write(order("friend-1", "user:friend", "f-1", code));
        awaitReferral("user:friend", "held");
        assertThat(count("select count(*) from points_entry where customer = ?", "user:refers"))
                .isZero();
        TestClock.advance(Duration.ofDays(14).plusSeconds(1));

        assertThat(event("user:refers", "Points Earned")
                        .properties()
                        .path("points")
                        .asInt())
                .isEqualTo(500);
        assertThat(event("user:friend", "Coupon Issued")
                        .properties()
                        .path("pool")
                        .asText())
                .isEqualTo("flow-friends");
        assertThat(event("user:friend", "Referral Rewarded")
                        .properties()
                        .path("side")
                        .asText())
                .isEqualTo("friend");
        log.write(order("friend-2", "user:friend", "f-2", code));
        awaitApplied("friend-2");
        assertThat(count("select count(*) from referral where friend = ?", "user:friend"))
                .isEqualTo(1);
    }

    @Test
    void should_reward_who_came_by_the_link_and_refuse_the_same_address_oneself_and_a_cancelled_order() {
        refers("refers-too");
        start("user:too", "refers-too");
        String code = event("user:too", "Referral Code Issued")
                .properties()
                .path("code")
                .asText();
        String link = event("user:too", "Referral Code Issued")
                .properties()
                .path("link")
                .asText();
        assertThat(link).isEqualTo("https://shop.example/?ref=" + code);

        friend("user:by-link", "link@shop.example", "l-1");
        friend("user:same", "Jo@shop.example", "s-1");
        friend("user:cancels", "cancels@shop.example");
        log.write(
                visit("visit-1", "user:by-link", link),
                order("by-link-1", "user:by-link", "l-1", ""),
                order("same-1", "user:same", "s-1", code),
                order("cancels-1", "user:cancels", "c-1", code),
                order("self-1", "user:too", "t-1", code));
        awaitReferral("user:by-link", "held");
        awaitReferral("user:too", "refused self");
        TestClock.advance(Duration.ofDays(14).plusSeconds(1));

        awaitReferral("user:by-link", "given given");
        awaitReferral("user:same", "refused same-address");
        awaitReferral("user:cancels", "refused order-cancelled");
        assertThat(count("select balance from points_account where customer = ?", "user:too"))
                .isEqualTo(500);
    }

    @Test
    void should_give_what_one_has_to_whom_they_have_become_and_forget_all_of_a_person() {
        move("anon:moved", "moved-1", 70).statusCode(200);
        move("user:moved", "moved-2", 5).statusCode(200);
        Admin.put(
                        "moved-code",
                        """
                        name: Moved code
                        start: {entered: moved-code}
                        steps: [{coupon: {pool: flow-moved, generate: true}}, {referral: {link: "https://shop.example/", reward: {points: 1}}}]
                        """)
                .statusCode(200);
        start("anon:moved", "moved-code");
        event("anon:moved", "Referral Code Issued");
        log.write(
                Log.TOPICS.links(),
                CustomerId.of("anon:moved"),
                new CustomerLink(CustomerId.of("anon:moved"), CustomerId.of("user:moved"), TestClock.now()));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from coupon where customer = ?", "user:moved") == 1);

        Admin.get("/api/customers/user:moved/points").body("balance", equalTo(75), "entries", hasSize(2));
        assertThat(event("user:moved", "Identify").traits().path("millrace").isMissingNode())
                .isFalse();
        move("anon:moved", "moved-3", -75).statusCode(200).body("balance", equalTo(0));

        TestClock.advance(Duration.ofSeconds(1));
        log.write(
                Log.TOPICS.erasures(),
                CustomerId.of("user:moved"),
                new CustomerErased(CustomerId.of("user:moved"), TestClock.now()));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from points_account where customer = ?", "user:moved") == 0);
        for (String table : List.of("coupon", "points_entry", "referral_code", "webhook_call")) {
            assertThat(count("select count(*) from " + table + " where customer = ?", "user:moved"))
                    .describedAs(table)
                    .isZero();
        }
        assertThat(count("select count(*) from coupon where pool = ?", "flow-moved"))
                .isEqualTo(1);
    }

    @Test
    void should_refuse_uploads_that_are_no_codes_and_tell_which() {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"codes\": [\"GOOD-1\", \"bad one\", 7, \"good-1\"]}")
                .post("/api/coupon-pools/flow-partly/codes")
                .then()
                .statusCode(200)
                .body("added", equalTo(1), "known", equalTo(1), "refused.index", equalTo(List.of(1, 2)));
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("text/plain")
                .body(" \n")
                .post("/api/coupon-pools/flow-partly/codes")
                .then()
                .statusCode(400);
        Admin.get("/api/coupon-pools/no-such-pool").statusCode(404);
    }

    @Test
    void should_go_on_without_a_code_where_the_campaign_says_so_and_its_pool_was_made_empty() {
        given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body("{\"lowBelow\": 5}")
                .put("/api/coupon-pools/flow-made")
                .then()
                .statusCode(200)
                .body("empty", equalTo(true), "lowBelow", equalTo(5));
        Admin.put(
                        "with-or-without",
                        """
                        name: With or without
                        start: {entered: with-or-without}
                        steps: [{coupon: {pool: flow-made}, else: []}, {send: {template: one}}]
                        """)
                .statusCode(200);
        start("user:without-1", "with-or-without");
        assertThat(request("user:without-1").snapshot().has("coupons")).isFalse();

        upload("flow-made", "MADE-1");
        start("user:with-1", "with-or-without");
        assertThat(request("user:with-1")
                        .snapshot()
                        .at("/coupons/flow-made/code")
                        .asText())
                .isEqualTo("MADE-1");
    }

    private static void refers(String campaign) {
        Admin.put(
                        campaign,
                        "name: Refers\nstart: {entered: " + campaign + "}\n"
                                + "steps: [{referral: {link: 'https://shop.example/', reward: {points: 500},"
                                + " friend: {coupon: {pool: flow-friends, generate: true}}}}]\n")
                .statusCode(200);
    }

    private static void friend(String id, String email, String... orders) {
        ObjectNode view = FakeNeighbours.customer(id);
        ((ObjectNode) view.path("traits")).put("email", email);
        ObjectNode told = view.putObject("orders").put("count", orders.length);
        for (String order : orders) {
            told.withArray("newest")
                    .addObject()
                    .put("id", order)
                    .put("at", "2026-01-01T00:00:00Z")
                    .put("total", "20.00");
        }
    }

    private void start(String customer, String segment) {
        FakeNeighbours.customer(customer, segment);
        log.write(entered(customer + "-" + segment, customer, segment));
    }

    private static ValidatableResponse upload(String pool, String... codes) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("text/plain")
                .body(String.join("\n", codes))
                .post("/api/coupon-pools/" + pool + "/codes")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse move(String customer, String id, long points) {
        return given().auth()
                .oauth2(FakeNeighbours.ADMIN_KEY)
                .contentType("application/json")
                .body(Json.object()
                        .put("id", id)
                        .put("points", points)
                        .put("reason", "test")
                        .toString())
                .post("/api/customers/" + customer + "/points")
                .then();
    }

    private static SegmentTransition order(String id, String customer, String order, String code) {
        ObjectNode properties = Json.object().put("order_id", order);
        return occurred(id, customer, "reward-order", code.isEmpty() ? properties : properties.put("coupon", code));
    }

    private static SegmentTransition visit(String id, String customer, String url) {
        return occurred(id, customer, "reward-visit", Json.object().put("url", url));
    }

    private static SegmentTransition occurred(String id, String customer, String watch, ObjectNode properties) {
        return new SegmentTransition(
                id,
                Kind.OCCURRED,
                CustomerId.of(customer),
                null,
                watch,
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                "e-" + id,
                1,
                List.of(),
                new Occurrence("any", properties, null, null));
    }

    private MessageRequested request(String customer) {
        List<MessageCommand> found =
                await().atMost(PATIENCE).until(() -> log.commands(customer), commands -> !commands.isEmpty());
        return (MessageRequested) found.get(0);
    }

    /** The last event of that name about the customer. */
    private ShopEvent event(String customer, String name) {
        Topic<CustomerId, ShopEvent> topic = Log.TOPICS.profileEvents();
        List<ShopEvent> found = await().atMost(PATIENCE)
                .until(
                        () -> log.read(topic.name()).stream()
                                .filter(record -> customer.equals(new String(record.key(), StandardCharsets.UTF_8)))
                                .map(record -> topic.valueSerde().deserializer().deserialize("", record.value()))
                                .filter(event -> event.name().equals(name))
                                .toList(),
                        events -> !events.isEmpty());
        return found.get(found.size() - 1);
    }

    private void awaitReferral(String friend, String expected) {
        await().atMost(PATIENCE).until(() -> referral(friend).startsWith(expected));
    }

    private String referral(String friend) {
        return text("select state || ' ' || coalesce(reason, '') from referral where friend = ?", friend);
    }

    private void awaitApplied(String transition) {
        await().atMost(PATIENCE).until(() -> count("select count(*) from inbox where transition = ?", transition) == 1);
    }

    private long count(String sql, String parameter) {
        return Long.parseLong(text(sql, parameter));
    }

    private String text(String sql, String parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
