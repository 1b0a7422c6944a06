package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageCancelled;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.Topic;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Everybody's reminder falls due while the order that ends it is on its way: a thousand races, ten thousand with {@code
 * -Dmillrace.long=true}. Whoever's order was first gets nothing, and everybody else's reminder is called off.
 */
@QuarkusTest
@WithTestResource(Surroundings.class)
class RaceTest {

    private static final Logger LOG = Logger.getLogger(RaceTest.class);
    private static final int RACES = Boolean.getBoolean("millrace.long") ? 10_000 : 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WAIT = Duration.ofHours(1).plusMillis(500);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    AgroalDataSource dataSource;

    /** A command as the topic has it, with the instant at which it was written there. */
    private record Written(MessageCommand command, long at) {}

    @Test
    void should_remind_nobody_whose_order_came_first_and_call_off_the_other_reminders() {
        Log log = new Log(bootstrapServers);
        Admin.put(
                "race",
                """
                name: Race
                start: {entered: racing}
                exitOn: {exited: racing}
                steps: [{wait: 1h}, {send: {template: reminder}}]
                """);
        List<String> customers =
                IntStream.range(0, RACES).mapToObj(i -> "user:race-" + i).toList();
        customers.forEach(customer -> FakeNeighbours.customer(customer, "racing"));
        log.write(
                customers.stream().map(it -> entered(it + "-in", it, "racing")).toArray(SegmentTransition[]::new));
        await().atMost(PATIENCE).until(() -> count("select count(*) from enrolment where campaign = 'race'") == RACES);

        List<String> orders = new ArrayList<>(customers);
        Collections.shuffle(orders, new Random(20_260_302));
        TestClock.advance(WAIT);
        log.write(orders.stream().map(it -> exited(it + "-out", it, "racing")).toArray(SegmentTransition[]::new));
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from inbox where transition like 'user:race-%-out'") == RACES
                        && count("select count(*) from enrolment where campaign = 'race' and state = 'live'") == 0
                        && count("select count(*) from outbox") == 0);

        Map<String, List<Written>> written = written(log);
        Map<String, Long> ordered = orderedAt(log);
        List<Long> revoked = new ArrayList<>();
        int untouched = 0;
        for (String customer : customers) {
            List<Written> commands = written.getOrDefault(customer, List.of());
            if (commands.isEmpty()) {
                untouched++;
            } else {
                assertThat(commands).describedAs(customer).hasSize(2);
                assertThat(commands.get(0).command()).isInstanceOf(MessageRequested.class);
                assertThat(commands.get(1).command()).isInstanceOf(MessageCancelled.class);
                assertThat(commands.get(1).command().id())
                        .isEqualTo(commands.get(0).command().id());
                revoked.add(commands.get(1).at() - ordered.getOrDefault(customer, 0L));
            }
        }
        Collections.sort(revoked);
        LOG.infof(
                "event=races won_by_orders=%d called_off=%d window_ms_p50=%d window_ms_longest=%d",
                untouched,
                revoked.size(),
                revoked.isEmpty() ? 0 : revoked.get(revoked.size() / 2),
                revoked.isEmpty() ? 0 : revoked.get(revoked.size() - 1));
        assertThat(untouched).describedAs("orders that came first").isPositive();
        assertThat(revoked).describedAs("reminders that came first").isNotEmpty();
    }

    private static Map<String, List<Written>> written(Log log) {
        Topic<CustomerId, MessageCommand> topic = Log.TOPICS.marketingMessages();
        Map<String, List<Written>> written = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log.read(topic.name())) {
            MessageCommand command = topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            written.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), any -> new ArrayList<>())
                    .add(new Written(command, record.timestamp()));
        }
        return written;
    }

    private static Map<String, Long> orderedAt(Log log) {
        Map<String, Long> ordered = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                log.read(Log.TOPICS.transitions().name())) {
            ordered.put(new String(record.key(), StandardCharsets.UTF_8), record.timestamp());
        }
        return ordered;
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
