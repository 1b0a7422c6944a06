package dev.millrace.ingest.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.kafka.KafkaEventLog;
import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.kafka.StoredEvents;
import dev.millrace.ingest.webhook.Signature;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Kafka goes away under load and comes back: what was answered 200 is there, the rest was answered 503. */
@QuarkusTest
@WithTestResource(value = StoppableKafka.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {

    private static final int REQUESTS = 60;
    private static final int DELIVERIES = 3;
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
        shouldStillLetWaitWhatFits();

        shouldTellShopsToDeliverAgain();

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
        shouldTakeEachDeliveryOnce();
        assertThat(stored).contains("before", "after");
        assertThat(stored)
                .containsAll(
                        IntStream.range(0, REQUESTS).mapToObj(i -> "away-" + i).toList());
    }

    /** Also when Kafka has been away for long, for it may be back before the answer is due. */
    private void shouldStillLetWaitWhatFits() {
        List<CompletableFuture<HttpResponse<String>>> asked =
                IntStream.range(0, REQUESTS).mapToObj(i -> send("later-" + i)).toList();
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> log.waitingBytes() > BOUND / 2);
        assertThat(asked.stream().map(answer -> answer.join().body()))
                .anyMatch(body -> body.contains("\"overloaded\""))
                .anyMatch(body -> body.contains("\"not-stored\""));
    }

    /** Shops give up after five seconds, and Shopify forgets a webhook that fails too often: 503 comes before that. */
    private static void shouldTellShopsToDeliverAgain() {
        for (int i = 0; i < DELIVERIES; i++) {
            long start = System.nanoTime();
            order(i).then().statusCode(503).header("Retry-After", "2").body("error.code", equalTo("not-stored"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
        redact().then().statusCode(503).header("Retry-After", "2");
        Producer.as(Producer.SERVER_KEY)
                .body("id,name\nmug,Mug\n")
                .post("/v1/catalog")
                .then()
                .statusCode(503)
                .header("Retry-After", "2");
    }

    private void shouldTakeEachDeliveryOnce() {
        for (int i = 0; i < DELIVERIES; i++) {
            order(i).then().statusCode(200).body("accepted", equalTo(1));
        }
        redact().then().statusCode(200);
        List<ShopEvent> orders = StoredEvents.of(bootstrapServers, any -> true).stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.name().equals("Order Completed"))
                .toList();
        assertThat(orders.stream()
                        .map(event -> event.properties().path("order_id").asText())
                        .distinct())
                .hasSize(DELIVERIES);
        assertThat(orders.stream().map(ShopEvent::id).distinct()).hasSize(DELIVERIES);
    }

    private static Response order(int number) {
        return shopify(
                "orders/create",
                "{\"id\": %d, \"financial_status\": \"paid\", \"total_price\": \"1.00\", \"customer\": {\"id\": 7}}"
                        .formatted(number));
    }

    private static Response redact() {
        return shopify("customers/redact", "{\"customer\": {\"id\": 8}}");
    }

    private static Response shopify(String topic, String body) {
        return given().header("X-Shopify-Topic", topic)
                .header("X-Shopify-Webhook-Id", "d-" + body.hashCode())
                .header("X-Shopify-Hmac-Sha256", Signature.of("hush", body.getBytes(UTF_8)))
                .body(body.getBytes(UTF_8))
                .post("/webhooks/shopify/shop");
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
