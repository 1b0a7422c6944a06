package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers who become one, and people who are forgotten, while journeys are under way. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class PeopleFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1).plusMillis(500);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    private Log log;

    @BeforeEach
    void open() {
        log = new Log(bootstrapServers);
        Admin.put(
                "people",
                """
                name: People
                start: {entered: peopled}
                exitOn: {exited: peopled}
                reentry: always
                steps: [{send: {template: first}}, {wait: 1d}, {send: {template: second}}]
                """);
    }

    @Test
    void should_let_the_other_one_go_on_in_the_middle_of_a_wait() {
        start("anon:goes-on");
        FakeNeighbours.customer("user:goes-on", "peopled");
        link("anon:goes-on", "user:goes-on");
        awaitEnrolments("user:goes-on", 1);
        TestClock.advance(DAY);

        assertThat(awaitCommands("user:goes-on", 1)).hasSize(1);
        assertThat(log.commands("anon:goes-on")).hasSize(1);
        assertThat(Admin.decisions("user:goes-on")).containsExactly("sent", "sent");
    }

    @Test
    void should_revoke_under_the_key_under_which_it_was_requested() {
        start("anon:revoked");
        link("anon:revoked", "user:revoked");
        awaitEnrolments("user:revoked", 1);
        log.write(exited("revoked-2", "user:revoked", "peopled"));

        List<MessageCommand> commands = awaitCommands("anon:revoked", 2);
        assertThat(commands.get(1)).isInstanceOf(MessageCancelled.class);
        assertThat(commands.get(1).id()).isEqualTo(commands.get(0).id());
    }

    @Test
    void should_keep_one_enrolment_of_a_campaign_when_both_are_under_way() {
        start("anon:both");
        start("user:both");
        link("anon:both", "user:both");
        awaitEnrolments("user:both", 2);

        assertThat(count("select count(*) from enrolment where customer = ? and state = 'live'", "user:both"))
                .isEqualTo(1);
        assertThat(Admin.decisions("user:both")).contains("exited merged");
    }

    @Test
    void should_follow_links_to_their_end_in_whatever_order_they_are_read() {
        start("anon:chain");
        link("mail:chain", "user:chain");
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from customer_link where customer = ?", "mail:chain") == 1);
        link("anon:chain", "mail:chain");

        awaitEnrolments("user:chain", 1);
    }

    @Test
    void should_forget_a_person_and_revoke_what_may_not_have_been_sent() {
        start("user:forgotten");
        TestClock.advance(Duration.ofSeconds(1));
        log.write(Log.TOPICS.erasures(), CustomerId.of("user:forgotten"), erased("user:forgotten"));

        List<MessageCommand> commands = awaitCommands("user:forgotten", 2);
        assertThat(commands.get(1)).isInstanceOf(MessageCancelled.class);
        for (String table : List.of("enrolment", "message", "decision", "inbox", "counted_send", "consent_entry")) {
            assertThat(count("select count(*) from " + table + " where customer = ?", "user:forgotten"))
                    .describedAs(table)
                    .isZero();
        }
    }

    @Test
    void should_not_count_what_happened_before_an_erasure_and_take_who_returns_as_new() {
        FakeNeighbours.customer("user:returns", "peopled");
        log.write(Log.TOPICS.erasures(), CustomerId.of("user:returns"), erased("user:returns"));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from customer_erasure where customer = ?", "user:returns") == 1);
        log.write(Log.transition(
                "returns-1",
                Kind.ENTERED,
                "user:returns",
                "peopled",
                Cause.EVENT,
                TestClock.now().minusMillis(1)));
        TestClock.advance(Duration.ofSeconds(1));
        log.write(entered("returns-2", "user:returns", "peopled"));

        assertThat(awaitCommands("user:returns", 1)).hasSize(1);
        assertThat(count("select count(*) from enrolment where customer = ?", "user:returns"))
                .isEqualTo(1);
        assertThat(count("select count(*) from inbox where transition = ?", "returns-1"))
                .isZero();
    }

    private void start(String customer) {
        FakeNeighbours.customer(customer, "peopled");
        log.write(entered(customer + "-1", customer, "peopled"));
        awaitCommands(customer, 1);
    }

    private void link(String from, String into) {
        CustomerId customer = CustomerId.of(from);
        log.write(Log.TOPICS.links(), customer, new CustomerLink(customer, CustomerId.of(into), TestClock.now()));
    }

    private static CustomerErased erased(String customer) {
        return new CustomerErased(CustomerId.of(customer), TestClock.now());
    }

    private List<MessageCommand> awaitCommands(String customer, int count) {
        return await().atMost(PATIENCE).until(() -> log.commands(customer), found -> found.size() >= count);
    }

    private void awaitEnrolments(String customer, int expected) {
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from enrolment where customer = ?", customer) == expected);
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
