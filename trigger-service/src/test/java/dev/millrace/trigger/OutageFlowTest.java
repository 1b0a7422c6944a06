package dev.millrace.trigger;

import static dev.millrace.trigger.Log.entered;
import static dev.millrace.trigger.Log.exited;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.SegmentTransition;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody is away for an hour while reminders fall due and half of the people order. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class OutageFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1).plusMillis(500);
    private static final int PEOPLE = 40;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Log log;

    @BeforeEach
    void campaign() {
        log = new Log(bootstrapServers);
        Admin.put(
                "outage",
                """
                name: Outage
                start: {entered: with-cart}
                exitOn: {exited: with-cart}
                steps: [{wait: 30m}, {send: {template: reminder}}]
                """);
    }

    @Test
    void should_remind_nobody_who_ordered_while_this_service_could_do_nothing() throws IOException {
        List<String> people = people("cut");
        enter(people);
        Surroundings.postgresql().cut();
        try {
            TestClock.advance(HOUR);
            buyers(people).forEach(this::orders);
            await().atMost(PATIENCE)
                    .until(() -> given().get("/q/health/ready").asString().contains("while applying transitions"));
        } finally {
            Surroundings.postgresql().mend();
        }

        awaitReminded(others(people));
        buyers(people)
                .forEach(it -> assertThat(log.commands(it)).describedAs(it).isEmpty());
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void should_remind_nobody_who_ordered_while_segment_service_was_away() {
        List<String> people = people("mute");
        enter(people);
        Instant before = TestClock.now();
        people.forEach(FakeNeighbours::stopAnswering);
        TestClock.advance(HOUR);
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(STEP);
            return people.stream().allMatch(it -> FakeNeighbours.asked(it) >= 2);
        });
        assertThat(written()).doesNotContainAnyElementsOf(people);

        // back, it has not read yet what was ordered meanwhile, and says so
        people.forEach(it -> FakeNeighbours.pinAsOf(it, before.plus(Duration.ofMinutes(29))));
        people.forEach(FakeNeighbours::answerAgain);
        List<Integer> asked = people.stream().map(FakeNeighbours::asked).toList();
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(STEP);
            return IntStream.range(0, PEOPLE).allMatch(i -> FakeNeighbours.asked(people.get(i)) >= asked.get(i) + 2);
        });
        assertThat(written()).doesNotContainAnyElementsOf(people);

        buyers(people).forEach(this::orders);
        people.forEach(FakeNeighbours::unpin);
        awaitReminded(others(people));
        buyers(people)
                .forEach(it -> assertThat(log.commands(it)).describedAs(it).isEmpty());
    }

    private static List<String> people(String name) {
        List<String> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> "user:outage-" + name + "-" + i)
                .toList();
        people.forEach(it -> FakeNeighbours.customer(it, "with-cart"));
        return people;
    }

    private static List<String> buyers(List<String> people) {
        return people.stream().filter(it -> people.indexOf(it) % 2 == 0).toList();
    }

    private static List<String> others(List<String> people) {
        return people.stream().filter(it -> people.indexOf(it) % 2 != 0).toList();
    }

    private void enter(List<String> people) {
        log.write(
                people.stream().map(it -> entered(it + "-in", it, "with-cart")).toArray(SegmentTransition[]::new));
        await().atMost(PATIENCE).until(() -> log.lag("millrace.trigger-service") == 0);
    }

    /** segment-service knows of it, and tells. */
    private void orders(String customer) {
        ObjectNode known = FakeNeighbours.customer(customer);
        known.putObject("orders").put("count", 1);
        log.write(exited(customer + "-out", customer, "with-cart"));
    }

    private void awaitReminded(List<String> people) {
        await().atMost(PATIENCE).until(() -> {
            TestClock.advance(STEP);
            return written().containsAll(people);
        });
        assertThat(written()).doesNotHaveDuplicates();
    }

    /** To whom a command was written, once for each. */
    private List<String> written() {
        return log.read(Log.TOPICS.marketingMessages().name()).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .filter(it -> it.startsWith("user:outage-"))
                .toList();
    }
}
