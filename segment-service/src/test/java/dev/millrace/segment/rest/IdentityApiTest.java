package dev.millrace.segment.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person under ids of four partitions, on a real broker: from an anonymous cart to a user, and to nobody. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class IdentityApiTest {

    private static final int PARTITIONS = 4;
    private static final CustomerId USER = inPartition(0, "user:ida");
    private static final CustomerId ADDRESS = inPartition(1, "mail:1da");
    private static final CustomerId BROWSER = inPartition(2, "anon:ida");
    private static final CustomerId PHONE = inPartition(3, "anon:phone");

    @Inject
    Topics topics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void timeFlows() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void shouldMakeOneCustomerOfFourIdsAndForgetThemAll() {
        Instant at = Instant.parse(admin().body(Map.of("expression", "cart.count > 0"))
                .post("/api/segments/preview")
                .path("at"));
        send(added("cart-1", BROWSER, List.of(), "shoe", at));
        send(added("cart-2", PHONE, List.of(), "hat", at));
        send(added("cart-3", ADDRESS, List.of(BROWSER), "bag", at.plusMillis(1)));
        send(added("cart-4", USER, List.of(ADDRESS, PHONE), "coat", at.plusMillis(2)));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> admin().get("/api/customers/" + USER)
                .then()
                .statusCode(200)
                .body("cart.count", equalTo(4)));
        send(added("cart-5", BROWSER, List.of(), "scarf", at.plusMillis(3)));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> admin().get("/api/customers/" + BROWSER)
                .then()
                .statusCode(200)
                .body("mergedInto", equalTo(USER.value()))
                .body("cart.count", equalTo(5)));

        admin().delete("/api/customers/" + ADDRESS).then().statusCode(202).body("status", equalTo("accepted"));

        await().atMost(Duration.ofSeconds(30)).until(this::erased, it -> it.size() == 4);
        assertThat(erased()).containsExactlyInAnyOrder(USER, ADDRESS, BROWSER, PHONE);
        for (CustomerId id : List.of(USER, ADDRESS, BROWSER, PHONE)) {
            await().untilAsserted(
                            () -> admin().get("/api/customers/" + id).then().statusCode(404));
        }
        admin().delete("/api/customers/nobody").then().statusCode(400);
        given().delete("/api/customers/" + USER).then().statusCode(401);
    }

    private static CustomerId inPartition(int partition, String name) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> CustomerId.of(name + i))
                .filter(id -> Topics.partitionOf(id, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static ShopEvent added(
            String id, CustomerId customer, List<CustomerId> others, String product, Instant at) {
        ShopEvent event = Events.added(id, product, 1, at);
        return new ShopEvent(
                id,
                event.kind(),
                event.name(),
                customer,
                others,
                customer.kind() == CustomerId.Kind.USER ? customer.name() : null,
                null,
                at,
                at,
                "test",
                ShopEvent.Trust.BROWSER,
                false,
                event.properties(),
                Json.object(),
                Json.object());
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer test-admin-key").contentType("application/json");
    }

    private void send(ShopEvent event) {
        Topic<CustomerId, ShopEvent> topic = topics.cartEvents();
        try (KafkaProducer<CustomerId, ShopEvent> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), event.customer(), event))
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the broker took no event", e);
        }
    }

    private Set<CustomerId> erased() {
        Topic<CustomerId, CustomerErased> topic = topics.erasures();
        try (TopicReader<CustomerId, CustomerErased> reader = new TopicReader<>(
                bootstrapServers,
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer())) {
            return reader.all(topic.name()).stream()
                    .map(record -> record.value().customer())
                    .collect(Collectors.toSet());
        }
    }
}
