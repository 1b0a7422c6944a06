package dev.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.MessageCommand;
import dev.millrace.contract.MessageCommand.MessageRequested;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two processes of the service on one database: each is killed once, and then PostgreSQL and Kafka go away for a while. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoProcessesIT {

    private static final Logger LOG = Logger.getLogger(TwoProcessesIT.class);
    private static final InstantSource TIME = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final int PEOPLE = 300;
    private static final int BETWEEN_MILLIS = 50;

    private static Path folder;
    private static BackingServices backing;
    private static FakeNeighbours neighbours;
    private static Map<String, String> settings;
    private static List<Integer> ports;
    private static ServiceProcess one;
    private static ServiceProcess two;
    private static Log log;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "two-processes");
        backing = BackingServices.start(
                folder.resolve("backing"), Set.of(BackingService.KAFKA, BackingService.POSTGRESQL));
        neighbours = new FakeNeighbours();
        FakeNeighbours.answerBy(TIME);
        settings = new HashMap<>(backing.configuration());
        settings.put("millrace.segment-service.url", neighbours.url());
        settings.put("millrace.mailer-service.url", neighbours.url());
        settings.put("millrace.trigger.lease", "5s");
        ports = FreePorts.find(2);
        log = new Log(backing.configuration().get("kafka.bootstrap.servers"));
        one = ServiceProcess.start(folder, "one", ports.get(0), settings);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one.isReady());
        two = ServiceProcess.start(folder, "two", ports.get(1), settings);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> two.isReady());
        one.campaign(
                "killed",
                """
                name: Killed
                start: {entered: killed}
                steps: [{send: {template: first}}, {wait: 2s}, {send: {template: second}}]
                """);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        neighbours.close();
        backing.close();
        FakeNeighbours.answerBy(TestClock::now);
    }

    @Test
    @Order(1)
    void should_lose_and_repeat_nothing_when_processes_are_killed() throws Exception {
        AtomicInteger come = new AtomicInteger();
        ScheduledExecutorService visitors = Executors.newSingleThreadScheduledExecutor();
        visitors.scheduleAtFixedRate(() -> comes(come), 0, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);

        await().atMost(PATIENCE).until(() -> come.get() > PEOPLE / 4);
        one.kill();
        await().atMost(PATIENCE).until(() -> come.get() > PEOPLE / 2);
        one = ServiceProcess.start(folder, "one", ports.get(0), settings);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one.isReady());
        await().atMost(PATIENCE).until(() -> come.get() > PEOPLE * 3 / 4);
        two.kill();
        await().atMost(PATIENCE).until(() -> come.get() == PEOPLE);
        visitors.shutdown();

        await().atMost(PATIENCE).until(() -> completed() == PEOPLE && waitingInOutbox() == 0);
        Map<String, List<Written>> messages = messages();
        long repeated = 0;
        long longest = 0;
        for (int i = 0; i < PEOPLE; i++) {
            List<Written> ofOne = messages.getOrDefault(name(i), List.of());
            Set<MessageCommand> distinct = new HashSet<>();
            ofOne.forEach(it -> distinct.add(it.command()));
            assertThat(distinct)
                    .describedAs(name(i))
                    .extracting(it -> ((MessageRequested) it).template())
                    .containsExactlyInAnyOrder("first", "second");
            repeated += ofOne.size() - distinct.size();
            longest = Math.max(longest, ofOne.get(0).lateBy());
        }
        assertThat(number("select count(*) from decision where outcome = 'sent'"))
                .isEqualTo(2 * PEOPLE);
        LOG.infof("event=kills people=%d repeated_records=%d longest_takeover_ms=%d", PEOPLE, repeated, longest);
        two = ServiceProcess.start(folder, "two", ports.get(1), settings);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> two.isReady());
    }

    @Test
    @Order(2)
    void should_go_on_by_itself_when_postgresql_was_away() {
        backing.stop(BackingService.POSTGRESQL);
        List<String> people = enter("pg");
        await().atMost(PATIENCE).until(() -> isPaused(one) || isPaused(two));
        await().pollDelay(AWAY).until(() -> true);
        backing.restart(BackingService.POSTGRESQL);

        awaitFirst(people);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one.isReady() && two.isReady());
    }

    @Test
    @Order(3)
    void should_go_on_by_itself_when_kafka_was_away() {
        List<String> before = enter("kafka-before");
        backing.stop(BackingService.KAFKA);
        await().pollDelay(AWAY).until(() -> true);
        backing.restart(BackingService.KAFKA);
        List<String> after = enter("kafka-after");

        awaitFirst(before);
        awaitFirst(after);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one.isReady() && two.isReady());
    }

    private static boolean isPaused(ServiceProcess process) {
        return process.ready().body().contains("while applying transitions");
    }

    private static List<String> enter(String name) {
        List<String> people =
                IntStream.range(0, 30).mapToObj(i -> "user:" + name + "-" + i).toList();
        people.forEach(TwoProcessesIT::enters);
        return people;
    }

    private static void awaitFirst(List<String> people) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Map<String, List<Written>> messages = messages();
            assertThat(people).allMatch(it -> messages.getOrDefault(it, List.of()).stream()
                    .map(written -> ((MessageRequested) written.command()).template())
                    .toList()
                    .contains("first"));
        });
    }

    private static void comes(AtomicInteger come) {
        if (come.get() < PEOPLE) {
            enters(name(come.get()));
            come.incrementAndGet();
        }
    }

    private static String name(int number) {
        return "user:killed-" + number;
    }

    private static void enters(String customer) {
        FakeNeighbours.customer(customer, "killed");
        Instant now = Instant.ofEpochMilli(TIME.millis());
        log.write(new SegmentTransition(
                customer + "-in",
                Kind.ENTERED,
                CustomerId.of(customer),
                null,
                "killed",
                1,
                now,
                now,
                Cause.EVENT,
                null,
                1,
                List.of()));
    }

    /** A command, and how long after its enrolment was due it was written. */
    private record Written(MessageCommand command, long lateBy) {}

    private static Map<String, List<Written>> messages() {
        Topic<CustomerId, MessageCommand> topic = Log.TOPICS.marketingMessages();
        Map<String, List<Written>> messages = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log.read(topic.name())) {
            MessageRequested request =
                    (MessageRequested) topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
            long due = request.validUntil().minus(Duration.ofHours(12)).toEpochMilli();
            messages.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), any -> new ArrayList<>())
                    .add(new Written(request, record.timestamp() - due));
        }
        return messages;
    }

    private static long completed() throws SQLException {
        return number("select count(*) from enrolment where state = 'completed' and campaign = 'killed'");
    }

    private static long waitingInOutbox() throws SQLException {
        return number("select count(*) from outbox");
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        settings.get("quarkus.datasource.jdbc.url"),
                        settings.get("quarkus.datasource.username"),
                        settings.get("quarkus.datasource.password"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
