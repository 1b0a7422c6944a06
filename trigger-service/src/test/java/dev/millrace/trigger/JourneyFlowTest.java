package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.Json;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.SegmentTransition.Occurrence;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.trigger.campaign.CampaignText;
import dev.millrace.trigger.campaign.Reading;
import dev.millrace.trigger.campaign.WatchedEvent;
import dev.millrace.trigger.flow.CampaignChanges;
import dev.millrace.trigger.flow.CampaignChanges.UnderWay;
import dev.millrace.trigger.store.Enrolments;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that reach further than a message, and what happens to journeys under way, over real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class JourneyFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1).plusMillis(500);
    private static final WatchedEvent ORDER = new WatchedEvent("Order Completed", null, List.of());

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    CampaignChanges changes;

    @Inject
    Enrolments enrolments;

    private Log log;

    @BeforeEach
    void open() {
        log = new Log(bootstrapServers);
    }

    @Test
    void should_leave_in_the_middle_of_a_wait_when_the_event_happens_that_ends_it() {
        Admin.put(
                "leaves",
                """
                name: Leaves
                start: {entered: leaving}
                exitOn: {event: Order Completed}
                steps: [{wait: 1d}, {send: {template: late}}]
                """);
        FakeNeighbours.customer("user:leaves-1", "leaving");
        log.write(entered("leaves-1", "user:leaves-1", "leaving"), occurred("leaves-2", "user:leaves-1"));

        awaitDecision("user:leaves-1", "exited exit-event");
        assertThat(live("user:leaves-1")).isZero();
    }

    @Test
    void should_put_products_into_the_message_those_of_the_first_kind_first_and_each_once() {
        Admin.put(
                "offers",
                """
                name: Offers
                start: {entered: offered}
                steps: [{send: {template: offers, products: [bought-together, best-sellers]}}]
                """);
        ObjectNode products =
                FakeNeighbours.customer("user:offers-1", "offered").putObject("products");
        products.putArray("best-sellers").add(product("mill")).add(product("rye"));
        products.putArray("bought-together").add(product("rye")).add(product("basket"));
        products.putArray("last-viewed").add(product("mug"));
        log.write(entered("offers-1", "user:offers-1", "offered"));

        await().atMost(PATIENCE).until(() -> log.commands("user:offers-1").size() == 1);
        MessageRequested request =
                (MessageRequested) log.commands("user:offers-1").get(0);
        assertThat(request.snapshot().path("products"))
                .extracting(product -> product.path("name").asText())
                .containsExactly("The rye", "The basket", "The mill");
    }

    private static ObjectNode product(String id) {
        return Json.object().put("id", id).put("name", "The " + id).put("price", "12.00");
    }

    @Test
    void should_go_on_at_once_when_the_event_happens_that_it_waits_for() {
        putWaitForOrder("waits-for");
        FakeNeighbours.customer("user:waits-1", "waits-for");
        FakeNeighbours.customer("user:waits-2", "waits-for");
        log.write(entered("waits-1", "user:waits-1", "waits-for"), entered("waits-2", "user:waits-2", "waits-for"));
        awaitBegun("user:waits-1");
        awaitBegun("user:waits-2");

        log.write(occurred("waits-3", "user:waits-1"));
        assertThat(templates("user:waits-1", 1)).containsExactly("thanks");
        assertThat(log.commands("user:waits-2")).isEmpty();
        TestClock.advance(DAY);

        assertThat(templates("user:waits-2", 1)).containsExactly("reminder");
        assertThat(log.commands("user:waits-1")).hasSize(1);
    }

    @Test
    void should_tell_segment_service_once_in_each_partition_which_events_are_listened_for() {
        putWaitForOrder("listens");
        Topic<String, EventWatch> topic = Log.TOPICS.eventWatches();

        List<EventWatch> told = await().atMost(PATIENCE)
                .until(
                        () -> log.read(topic.name()).stream()
                                .filter(record ->
                                        new String(record.key(), StandardCharsets.UTF_8).equals(ORDER.watchId()))
                                .map(record -> topic.valueSerde().deserializer().deserialize("", record.value()))
                                .toList(),
                        found -> found.size() >= 4);

        assertThat(told).hasSize(4).allMatch(watch -> watch.event().equals("Order Completed"));
    }

    @Test
    void should_start_on_an_event() {
        WatchedEvent event = new WatchedEvent("Order Shipped", "total > 50", List.of("order_id"));
        Admin.put(
                        "shipped",
                        """
                name: Shipped
                start: {event: Order Shipped, where: total > 50, properties: [order_id]}
                steps: [{send: {template: shipped}}]
                """)
                .statusCode(200);
        FakeNeighbours.customer("user:shipped");
        ObjectNode properties = Json.object().put("order_id", "o-7");
        log.write(occurred("shipped-1", "user:shipped", event, properties));

        MessageRequested request = requests("user:shipped", 1).get(0);
        assertThat(request.snapshot().at("/trigger/properties/order_id").asText())
                .isEqualTo("o-7");
        assertThat(request.snapshot().at("/trigger/event").asText()).isEqualTo("order_shipped");
    }

    @Test
    void should_write_what_it_sets_as_events_of_the_customer() {
        Admin.put(
                "sets",
                """
                name: Sets
                start: {entered: setting}
                steps:
                  - set: {tag: welcomed, traits: {tier: gold}}
                  - {send: {template: hello}}
                """);
        FakeNeighbours.customer("user:sets", "setting");
        log.write(entered("sets-1", "user:sets", "setting"));
        requests("user:sets", 1);

        Topic<CustomerId, ShopEvent> topic = Log.TOPICS.profileEvents();
        List<ShopEvent> events = log.read(topic.name()).stream()
                .map(record -> topic.valueSerde().deserializer().deserialize("", record.value()))
                .filter(event -> event.customer().value().equals("user:sets"))
                .toList();
        assertThat(events).extracting(ShopEvent::name).containsExactly("Tag Added", "Identify");
        assertThat(events.get(0).properties().path("tag").asText()).isEqualTo("welcomed");
        assertThat(events.get(1).traits().path("tier").asText()).isEqualTo("gold");
        assertThat(Admin.decisions("user:sets")).containsExactly("sent", "set", "set");
    }

    @Test
    void should_go_the_way_that_the_answer_says_and_record_it() {
        Admin.put(
                "ways",
                """
                name: Ways
                start: {entered: parting}
                steps:
                  - if: cart.count > 1
                    then: [{send: {template: many}}]
                    else: [{send: {template: few}}]
                """);
        ObjectNode customer = FakeNeighbours.customer("user:ways-1", "parting");
        customer.putObject("expressions").putObject("step.if-1").put("holds", "yes");
        FakeNeighbours.customer("user:ways-2", "parting");
        log.write(entered("ways-1", "user:ways-1", "parting"), entered("ways-2", "user:ways-2", "parting"));

        assertThat(templates("user:ways-1", 1)).containsExactly("many");
        assertThat(templates("user:ways-2", 1)).containsExactly("few");
        assertThat(Admin.decisions("user:ways-1")).containsExactly("sent", "branched then");
        assertThat(Admin.decisions("user:ways-2")).containsExactly("sent", "branched else");
    }

    @Test
    void should_forget_who_was_not_meant_so_that_they_can_start_later() {
        Admin.put(
                "narrow",
                """
                name: Narrow
                start: {entered: narrowing, onlyIf: cart.count > 1}
                steps: [{send: {template: one}}]
                """);
        FakeNeighbours.customer("user:narrow", "narrowing");
        log.write(entered("narrow-1", "user:narrow", "narrowing"));
        awaitDecision("user:narrow", "exited start-condition");
        assertThat(enrolments("user:narrow")).isZero();

        FakeNeighbours.customer("user:narrow", "narrowing")
                .putObject("expressions")
                .putObject("start")
                .put("holds", "yes");
        log.write(entered("narrow-2", "user:narrow", "narrowing"));
        assertThat(templates("user:narrow", 1)).containsExactly("one");
    }

    @Test
    void should_stand_still_while_paused_and_go_on_when_activated() {
        Admin.put("pausing", waiting("pausing", "after"));
        FakeNeighbours.customer("user:pausing", "pausing");
        log.write(entered("pausing-1", "user:pausing", "pausing"));
        awaitBegun("user:pausing");

        Admin.post("/api/campaigns/pausing/pause").statusCode(200).body("state", equalTo("paused"));
        TestClock.advance(DAY);
        awaitDecision("user:pausing", "waits campaign-paused");
        FakeNeighbours.customer("user:pausing-late", "pausing");
        log.write(entered("pausing-2", "user:pausing-late", "pausing"));
        awaitApplied("pausing-2");
        assertThat(log.commands("user:pausing")).isEmpty();
        assertThat(enrolments("user:pausing-late")).isZero();

        Admin.post("/api/campaigns/pausing/activate").statusCode(200).body("state", equalTo("active"));
        assertThat(templates("user:pausing", 1)).containsExactly("after");
    }

    @Test
    void should_leave_those_under_way_where_they_are_unless_told_otherwise() {
        Admin.put("versions-stay", waiting("stays", "old"));
        Admin.put("versions-move", waiting("moves", "old"));
        Admin.put("versions-end", waiting("ends", "old"));
        for (String name : List.of("stays", "moves", "ends")) {
            FakeNeighbours.customer("user:" + name, name);
            log.write(entered(name + "-1", "user:" + name, name));
            awaitBegun("user:" + name);
        }

        Admin.put("versions-stay", waiting("stays", "new"));
        Admin.put("versions-move", "?underWay=move", waiting("moves", "new"))
                .body("version", equalTo(2), "change.moved", equalTo(1), "change.stayed", equalTo(0));
        Admin.put("versions-end", "?underWay=end", waiting("ends", "new")).body("change.ended", equalTo(1));
        TestClock.advance(DAY);

        assertThat(templates("user:stays", 1)).containsExactly("old");
        assertThat(templates("user:moves", 1)).containsExactly("new");
        assertThat(live("user:ends")).isZero();
        assertThat(log.commands("user:ends")).isEmpty();
    }

    @Test
    void should_not_move_those_whose_step_is_gone() {
        Admin.put("versions-gone", waiting("gone", "old"));
        FakeNeighbours.customer("user:gone", "gone");
        log.write(entered("gone-1", "user:gone", "gone"));
        awaitBegun("user:gone");

        Admin.put(
                        "versions-gone",
                        "?underWay=move",
                        "name: Gone\nstart: {entered: gone}\nsteps: [{send: {template: new}}]\n")
                .body("change.moved", equalTo(0), "change.stayed", equalTo(1));
        TestClock.advance(DAY);

        assertThat(templates("user:gone", 1)).containsExactly("old");
    }

    @Test
    void should_start_nobody_as_a_draft_until_it_is_activated() {
        String document = "name: Draft\nstart: {entered: drafting}\nsteps: [{send: {template: one}}]\n";
        Admin.put("drafted", "?state=draft", document).body("state", equalTo("draft"));
        FakeNeighbours.customer("user:drafted", "drafting");
        log.write(entered("drafted-1", "user:drafted", "drafting"));
        awaitApplied("drafted-1");
        assertThat(enrolments("user:drafted")).isZero();

        Admin.post("/api/campaigns/drafted/activate").body("state", equalTo("active"));
        log.write(entered("drafted-2", "user:drafted", "drafting"));
        assertThat(templates("user:drafted", 1)).containsExactly("one");
    }

    @Test
    void should_keep_a_call_of_another_service_once_to_be_delivered() {
        String document = "name: Calls\nstart: {entered: calling}\n"
                + "steps: [{webhook: {target: nowhere-yet}}, {send: {template: one}}]\n";
        Reading.Accepted read = (Reading.Accepted) CampaignText.read("calls", document);
        changes.put("calls", read.document().toString(), null, UnderWay.STAY);
        FakeNeighbours.customer("user:calls", "calling");
        log.write(entered("calls-1", "user:calls", "calling"));
        requests("user:calls", 1);

        assertThat(count("select count(*) from webhook_call where customer = ?", "user:calls"))
                .isEqualTo(1);
        assertThat(Admin.decisions("user:calls")).containsExactly("sent", "webhook");
    }

    @Test
    void should_claim_the_higher_priority_first_and_of_one_the_longest_overdue() {
        Admin.put("claims", waiting("claims", "one"));
        Instant due = TestClock.now();
        QuarkusTransaction.begin();
        try {
            for (int priority : List.of(8, 9)) {
                insertLive("claims-late-" + priority, priority, due);
                insertLive("claims-early-" + priority, priority, due.minusMillis(1));
            }
            List<String> claimed = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                enrolments.claim(due, due.plus(DAY), 1).stream()
                        .map(row -> row.toEnrolment().origin().id())
                        .forEach(claimed::add);
            }
            assertThat(claimed).containsExactly("claims-early-9", "claims-late-9", "claims-early-8", "claims-late-8");
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private void insertLive(String id, int priority, Instant due) {
        String sql = "insert into enrolment (id, customer, campaign, campaign_version, priority, kind, source,"
                + " triggered_at, started_at, held_out, state, position, begun, due_at, wake_at, asked, version)"
                + " values (?, ?, 'claims', 1, ?, 'ENTERED', 's', ?, ?, false, 'live', 0, false, ?, ?, 0, 0)";
        OffsetDateTime at = due.atOffset(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement customer = connection.prepareStatement("insert into customer (id) values (?)");
                PreparedStatement insert = connection.prepareStatement(sql)) {
            customer.setString(1, "user:" + id);
            customer.executeUpdate();
            insert.setString(1, id);
            insert.setString(2, "user:" + id);
            insert.setInt(3, priority);
            for (int i = 4; i <= 7; i++) {
                insert.setObject(i, at);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putWaitForOrder(String segment) {
        Admin.put(
                        segment,
                        """
                        name: Waits for an order
                        start: {entered: %s}
                        steps:
                          - wait: {event: Order Completed, atMost: 1d}
                            then: [{send: {template: thanks}}]
                            else: [{send: {template: reminder}}]
                        """
                                .formatted(segment))
                .statusCode(200);
    }

    private static String waiting(String segment, String template) {
        return "name: Waiting\nstart: {entered: %s}\nsteps: [{wait: 1d, name: rest}, {send: {template: %s}}]\n"
                .formatted(segment, template);
    }

    private static SegmentTransition occurred(String id, String customer) {
        return occurred(id, customer, ORDER, Json.object());
    }

    private static SegmentTransition occurred(String id, String customer, WatchedEvent event, ObjectNode properties) {
        String name = event.name().toLowerCase(Locale.ROOT).replace(' ', '_');
        return new SegmentTransition(
                id,
                Kind.OCCURRED,
                CustomerId.of(customer),
                "1",
                event.watchId(),
                1,
                TestClock.now(),
                TestClock.now(),
                Cause.EVENT,
                "e-" + id,
                1,
                List.of(),
                new Occurrence(name, properties, null, null));
    }

    private List<String> templates(String customer, int count) {
        return requests(customer, count).stream()
                .map(MessageRequested::template)
                .toList();
    }

    private List<MessageRequested> requests(String customer, int count) {
        List<MessageCommand> commands =
                await().atMost(PATIENCE).until(() -> log.commands(customer), found -> found.size() >= count);
        return commands.stream().map(MessageRequested.class::cast).toList();
    }

    private static void awaitDecision(String customer, String decision) {
        await().atMost(PATIENCE).until(() -> Admin.decisions(customer).contains(decision));
    }

    private void awaitBegun(String customer) {
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from enrolment where customer = ? and begun", customer) == 1);
    }

    private void awaitApplied(String transition) {
        await().atMost(PATIENCE).until(() -> count("select count(*) from inbox where transition = ?", transition) == 1);
    }

    private long live(String customer) {
        return count("select count(*) from enrolment where customer = ? and state = 'live'", customer);
    }

    private long enrolments(String customer) {
        return count("select count(*) from enrolment where customer = ?", customer);
    }

    private long count(String sql, String parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
