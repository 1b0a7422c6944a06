package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.trigger.PostgresTap.Answered;
import dev.millrace.trigger.PostgresTap.Boundary;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connection to PostgreSQL breaks at each step boundary of each transaction: before its commit, at its commit without the
 * service hearing of it, and after it (all of them with {@code -Dmillrace.long=true}). Whatever is left must lead to what comes of it without a break.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class CrashPointTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(31);
    private static final Duration WAIT = Duration.ofHours(1).plusMillis(500);

    /** What a story leaves behind: commands, each once and in order; decisions; the enrolment; transitions applied. */
    record Outcome(List<String> commands, List<String> decisions, List<String> enrolments, long inbox) {}

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    private static int stories;
    private Log log;

    @BeforeEach
    void campaign() {
        log = new Log(bootstrapServers);
        Admin.put(
                "crash",
                """
                name: Crash
                start: {entered: crashing}
                exitOn: {exited: crashing}
                steps:
                  - {send: {template: first}}
                  - {set: {tag: greeted}}
                  - {wait: 1h}
                  - {send: {template: second}}
                """);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void should_come_to_the_same_whatever_breaks(Boundary boundary) throws SQLException {
        Outcome unbroken = story(null);

        Outcome broken = story(boundary);

        assertThat(unbroken.commands())
                .containsExactly("requested first", "requested second", "cancelled first", "cancelled second");
        assertThat(broken).isEqualTo(unbroken);
    }

    static Stream<Boundary> boundaries() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("customers locked", "insert into customer");
        steps.put("transitions applied", "insert into inbox");
        steps.put("claimed", "update enrolment e set wake_at");
        steps.put("decided", "insert into counted_send");
        steps.put("outbox filled", "insert into outbox");
        steps.put("outbox read", "from outbox order by seq");
        steps.put("outbox marked", "delete from outbox");
        return steps.entrySet().stream().flatMap(step -> around(step.getKey(), step.getValue()));
    }

    /** In each build where it is hardest: it is done, and the service does not know. */
    private static Stream<Boundary> around(String name, String sql) {
        Stream<Boundary> hardest = Stream.of(
                new Boundary(name + ", committed unheard", it -> it.contains(sql), Answered.TRANSACTION, false));
        Stream<Boundary> others = Stream.of(
                new Boundary(name + ", heard", it -> it.contains(sql), Answered.STATEMENT, true),
                new Boundary(name + ", unheard", it -> it.contains(sql), Answered.STATEMENT, false),
                new Boundary(name + ", committed", it -> it.contains(sql), Answered.TRANSACTION, true));
        return Boolean.getBoolean("millrace.long") ? Stream.concat(hardest, others) : hardest;
    }

    /** Enters, is greeted, waits, is written to again, leaves. The break comes at the boundary, wherever that is. */
    private Outcome story(@Nullable Boundary boundary) throws SQLException {
        String customer = "user:crash-" + stories++;
        FakeNeighbours.customer(customer, "crashing");
        if (boundary != null) {
            Surroundings.postgresql().cutOnceAt(boundary);
        }
        log.write(entered(customer + "-in", customer, "crashing"));
        awaitCommands(customer, 1);
        TestClock.advance(WAIT);
        awaitCommands(customer, 2);
        log.write(exited(customer + "-out", customer, "crashing"));
        awaitCommands(customer, 4);
        await().atMost(PATIENCE).until(() -> !Surroundings.postgresql().isArmed());
        awaitEmptyOutbox();
        return outcome(customer);
    }

    /** What was claimed by a transaction that broke is claimed again when the lease ends. */
    private void awaitCommands(String customer, int count) {
        for (int tried = 0; tried < 10; tried++) {
            try {
                await().atMost(Duration.ofSeconds(3))
                        .until(() -> commands(customer).size() >= count);
                return;
            } catch (ConditionTimeoutException e) {
                TestClock.advance(LEASE);
            }
        }
        assertThat(commands(customer)).hasSizeGreaterThanOrEqualTo(count);
    }

    /** What the relay repeats is the same to the byte, so it is one. */
    private List<MessageCommand> commands(String customer) {
        return List.copyOf(new LinkedHashSet<>(log.commands(customer)));
    }

    private Outcome outcome(String customer) throws SQLException {
        List<MessageCommand> commands = commands(customer);
        Map<String, String> templates = commands.stream()
                .filter(MessageRequested.class::isInstance)
                .map(MessageRequested.class::cast)
                .collect(Collectors.toMap(MessageRequested::id, MessageRequested::template));
        return new Outcome(
                commands.stream()
                        .map(it ->
                                (it instanceof MessageRequested ? "requested " : "cancelled ") + templates.get(it.id()))
                        .toList(),
                Admin.decisions(customer),
                texts("select state || ' ' || coalesce(end_reason, '') from enrolment where customer = ?", customer),
                texts("select transition from inbox where customer = ?", customer)
                        .size());
    }

    private void awaitEmptyOutbox() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> texts("select key from outbox where key <> ?", "")
                .isEmpty());
    }

    private List<String> texts(String sql, String parameter) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }
}
