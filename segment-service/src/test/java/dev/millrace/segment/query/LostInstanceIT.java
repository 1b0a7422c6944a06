package dev.millrace.segment.query;

import static dev.millrace.segment.query.TwoInstances.PARTITIONS;
import static dev.millrace.segment.query.TwoInstances.USERS;
import static dev.millrace.segment.query.TwoInstances.owners;
import static dev.millrace.segment.query.TwoInstances.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance that hangs, and one that dies: copies answer meanwhile. */
@ExtendWith(TwoInstances.Extension.class)
class LostInstanceIT {

    private final TwoInstances instances;
    private final ServiceInstance one;
    private final ServiceInstance two;

    LostInstanceIT(TwoInstances instances) {
        this.instances = instances;
        this.one = instances.one();
        this.two = instances.two();
    }

    @AfterEach
    void bringBack() throws IOException {
        instances.requireBoth();
    }

    @Test
    void shouldNotWaitForAnInstanceThatHangs() throws IOException, InterruptedException {
        String theirs = ofInstanceTwo();
        two.freeze();
        try {
            long frozen = System.nanoTime();
            JsonNode told = one.get("/api/customers/user:" + theirs);

            assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(2));
            assertThat(told.path("standby").asBoolean()).isTrue();
        } finally {
            two.thaw();
        }
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> !one.get("/api/customers/user:" + theirs)
                .has("standby"));
    }

    @Test
    void shouldAnswerFromACopyWithinTwoSecondsOfADeath() throws InterruptedException {
        String theirs = ofInstanceTwo();
        Instant before = Instant.parse(
                one.get("/api/customers/user:" + theirs).path("asOf").asText());
        int viewers = one.get("/api/segments/viewers").path("count").asInt();
        long killed = System.nanoTime();
        two.kill();

        JsonNode told = one.get("/api/customers/user:" + theirs);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));
        assertThat(told.path("standby").asBoolean()).isTrue();
        assertThat(told.path("known").asBoolean()).isTrue();
        assertThat(Instant.parse(told.path("asOf").asText()))
                .isBetween(before.minusSeconds(10), before.plusSeconds(10));
        List<String> ids = USERS.stream().map(user -> "user:" + user).toList();
        JsonNode batch = one.post("/api/customers/batch", Map.of("ids", ids)).path("customers");
        assertThat(texts(batch, "id")).isEqualTo(ids);
        assertThat(batch).allMatch(customer -> customer.path("known").asBoolean());
        assertThat(one.get("/api/segments/viewers").path("count").asInt()).isEqualTo(viewers);
        // the session ends, and the partitions are worked on here
        await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> !one.get("/api/customers/user:" + theirs)
                .has("standby"));
    }

    private String ofInstanceTwo() {
        Set<Integer> partitions = owners(two);
        return USERS.stream()
                .filter(user -> partitions.contains(Topics.partitionOf(CustomerId.user(user), PARTITIONS)))
                .findFirst()
                .orElseThrow();
    }
}
