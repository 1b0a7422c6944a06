package dev.millrace.ingest.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.millrace.ingest.kafka.KafkaEventLog;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Kafka goes away under load and comes back: what was answered 200 is there, the rest was answered 503. */
@QuarkusTest
@WithTestResource(value = StoppableKafka.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {

    private static final int REQUESTS = 60;
    private static final long BOUND = 256 * 1024;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LogPreparation preparation;

    @Inject
    KafkaEventLog log;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldAnswer503WithinBoundedTimeAndMemoryWhileKafkaIsAway() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(preparation::ready);
        Producer.track(event("before")).then().statusCode(200);

        StoppableKafka.current().pause();
        List<CompletableFuture<HttpResponse<String>>> asked =
                IntStream.range(0, REQUESTS).mapToObj(i -> send("away-" + i)).toList();
        assertThat(log.waitingBytes()).isLessThanOrEqualTo(BOUND);
        assertThat(asked).allSatisfy(answer -> assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(response -> {
                    assertThat(response.statusCode()).isEqualTo(503);
                    assertThat(response.headers().firstValue("Retry-After")).contains("2");
                }));
        assertThat(asked.stream().map(answer -> answer.join().body()))
                .allMatch(body -> body.contains("\"overloaded\"") || body.contains("\"not-stored\""));
        assertThat(log.waitingBytes()).isZero();

        StoppableKafka.current().resume();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Producer.track(event("after")).statusCode(), equalTo(200));
        for (int i = 0; i < REQUESTS; i++) {
            String id = "away-" + i;
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Producer.track(event(id)).statusCode(), oneOf(200));
        }

        Set<String> stored = StoredEvents.of(bootstrapServers, any -> true).stream()
                .map(record -> record.value().id())
                .collect(Collectors.toSet());
        assertThat(stored).contains("before", "after");
        assertThat(stored)
                .containsAll(
                        IntStream.range(0, REQUESTS).mapToObj(i -> "away-" + i).toList());
    }

    private CompletableFuture<HttpResponse<String>> send(String id) {
        String credentials = Base64.getEncoder().encodeToString((Producer.BROWSER_KEY + ":").getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/track"))
                .header("Authorization", "Basic " + credentials)
                .POST(HttpRequest.BodyPublishers.ofString(event(id)))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** About 10 KB, so that the bound is reached before all requests are in. */
    private static String event(String id) {
        return "{\"messageId\":\"%s\",\"userId\":\"u-%s\",\"event\":\"Cart Viewed\",\"properties\":{\"a\":\"%s\"}}"
                .formatted(id, id, "x".repeat(10_000));
    }
}
