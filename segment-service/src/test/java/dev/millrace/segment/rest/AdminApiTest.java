package dev.millrace.segment.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.backing.BackingServicesTestResource;
import dev.millrace.backing.kafka.TopicReader;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service on a real broker: definitions, live memberships and time. */
@QuarkusTest
@QuarkusTestResource(
        value = BackingServicesTestResource.class,
        initArgs = @ResourceArg(name = "services", value = "KAFKA"))
class AdminApiTest {

    private static final String ADMIN_KEY = "test-admin-key";

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
    void shouldLetNobodyInWithoutTheKey() {
        given().get("/api/segments").then().statusCode(401).body("error.code", equalTo("unknown-key"));
        given().header("Authorization", "Bearer wrong")
                .get("/api/segments")
                .then()
                .statusCode(401);
    }

    @Test
    void shouldRefuseAnExpressionWithItsPlace() {
        admin().body(Map.of("expression", "cart.count > 1 and cart.stge = \"cart\""))
                .put("/api/segments/broken")
                .then()
                .statusCode(400)
                .body("error.line", equalTo(1))
                .body("error.column", equalTo(25))
                .body("error.found", equalTo("stge"))
                .body("error.suggestion", equalTo("stage"));
        admin().body(Map.of("expression", "cart.count > 1"))
                .put("/api/segments/Not%20An%20Id")
                .then()
                .statusCode(400);
        admin().body(Map.of("expression", "count(page_viewed) >= 1d"))
                .post("/api/expressions/check")
                .then()
                .statusCode(400)
                .body("error.message", equalTo("a number can't be compared with a duration"));
        admin().body("{\"expression\": \"cart.count > $n\", \"parameters\": {\"n\": null}}")
                .put("/api/segments/broken")
                .then()
                .statusCode(400);
        admin().put("/api/segments/broken").then().statusCode(400);
        admin().body("{not json").put("/api/segments/broken").then().statusCode(400);
    }

    @Test
    void shouldRefuseASegmentThatAsksItself() {
        put("circle-a", "in(\"circle-b\") and cart.count > 0").statusCode(200);
        await().untilAsserted(() -> admin().get("/api/segments/circle-a").then().statusCode(200));

        put("circle-b", "not in(\"circle-a\")")
                .statusCode(400)
                .body("error.message", equalTo("the segment would ask itself: circle-b asks circle-a asks circle-b"));

        admin().delete("/api/segments/circle-a").then().statusCode(204);
    }

    private static io.restassured.response.ValidatableResponse put(String id, String expression) {
        return admin().body(Map.of("expression", expression))
                .put("/api/segments/" + id)
                .then();
    }

    @Test
    void shouldKeepTheShopsSettingsAndRefuseWhatIsNone() {
        admin().body("{\"zone\": \"Europe/Vienna\", \"freeShipping\": {\"AT\": 49}, \"values\": {\"name\": \"Eck\"}}")
                .put("/api/shop")
                .then()
                .statusCode(200)
                .body("freeShipping.AT", equalTo("49"));
        await().untilAsserted(() -> admin().get("/api/shop")
                .then()
                .statusCode(200)
                .body("zone", equalTo("Europe/Vienna"))
                .body("values.name", equalTo("Eck")));

        admin().body(Map.of("zone", "Mars/Olympus"))
                .put("/api/shop")
                .then()
                .statusCode(400)
                .body(
                        "error.message",
                        equalTo("the time zone is Mars/Olympus; expected a name such as Europe/Berlin or UTC"));
        admin().body(Map.of("curency", "EUR")).put("/api/shop").then().statusCode(400);
        admin().put("/api/shop").then().statusCode(400);
        admin().body("{\"segments\": {\"nobody\": {\"days\": \"45d\"}}}")
                .put("/api/shop")
                .then()
                .statusCode(400)
                .body("error.message", startsWith("no segment has the id nobody"));
        admin().body("{\"fields\": [{\"scope\": \"trait\", \"name\": \"size\", \"type\": \"tekst\"}]}")
                .put("/api/shop")
                .then()
                .statusCode(400)
                .body(
                        "error.message",
                        startsWith("the field size has the type \"tekst\"; expected one of number, money"));
    }

    @Test
    void shouldRefuseStoresThatAreNowhereOrTooMany() {
        String store = "{\"id\": \"graz\", \"latitude\": 47.07, \"longitude\": 15.44}";
        Map.of(
                        store.replace("47.07", "147.07"),
                        "the store graz is at 147.07, 15.44; expected a latitude of -90 to 90",
                        store.replace("\"latitude\"", "\"lat\""),
                        "Missing required creator property 'latitude'",
                        store.replace("}", ", \"country\": \"Austria\"}"),
                        "the country of the store graz is Austria; expected two capital letters",
                        store.replace("}", ", \"hours\": \"" + "x".repeat(201) + "\"}"),
                        "the store graz has a text of 201 characters; expected at most 200",
                        String.join(", ", Collections.nCopies(1_001, store)),
                        "at most 1000 stores fit")
                .forEach((stores, message) -> admin().body("{\"stores\": [" + stores + "]}")
                        .put("/api/shop")
                        .then()
                        .statusCode(400)
                        .body("error.message", startsWith(message)));
    }

    @Test
    void shouldKeepWatchesAndRefuseAFilterThatIsNone() {
        admin().body(Map.of("event", "Order Completed", "filter", "total > 50", "properties", List.of("order_id")))
                .put("/api/watches/large-order")
                .then()
                .statusCode(200);
        await().untilAsserted(() ->
                admin().get("/api/watches/large-order").then().statusCode(200).body("filter", equalTo("total > 50")));
        admin().delete("/api/watches/large-order").then().statusCode(204);
        await().untilAsserted(
                        () -> admin().get("/api/watches/large-order").then().statusCode(404));

        admin().body(Map.of("event", "Order Completed", "filter", "total >> 50"))
                .put("/api/watches/broken")
                .then()
                .statusCode(400)
                .body("error.line", equalTo(1));
        admin().body(Map.of("filter", "total > 50"))
                .put("/api/watches/broken")
                .then()
                .statusCode(400);
    }

    @Test
    void shouldTellWhatAnExpressionMeans() {
        String expression = "count(product_viewed{catgory = \"shoes\"}[$days]) >= 3 and not in(\"leads\")";
        ValidatableResponse checked = admin().body(
                        Map.of("expression", expression, "parameters", Map.of("days", "7d between 1d and 30d")))
                .post("/api/expressions/check")
                .then()
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("expression", equalTo(expression))
                .body(
                        "sentence",
                        equalTo("viewed a product (where \"catgory\" is \"shoes\") at least 3 times in the last 7 days,"
                                + " and is not in the segment \"leads\""))
                .body("tree.and[1].not.segment", equalTo("leads"))
                .body("warnings[0].column", equalTo(22))
                .body("warnings[0].suggestion", equalTo("category"))
                .body("segments", hasItem("leads"));
        Object tree = checked.extract().path("tree");

        admin().body(Map.of("tree", tree, "parameters", Map.of("days", "7d")))
                .post("/api/expressions/check")
                .then()
                .statusCode(200)
                .body("expression", equalTo(expression));
        admin().body(Map.of("tree", Map.of("and", List.of(Map.of("tag", "a"), Map.of("tga", "b")))))
                .post("/api/expressions/check")
                .then()
                .statusCode(400)
                .body("error.message", equalTo("$.and[1]: unknown kind"))
                .body("error.suggestion", equalTo("tag"));
    }

    @Test
    void shouldKeepADefinitionsVersion() {
        Map<String, Object> request =
                Map.of("name", "Keen", "expression", "count(page_viewed) >= $n", "parameters", Map.of("n", "99"));
        admin().body(request)
                .put("/api/segments/keen")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("sentence", equalTo("viewed a page at least 99 times"));

        admin().body(request).put("/api/segments/keen").then().statusCode(200).body("version", equalTo(1));
        admin().body(Map.of("name", "Keen", "expression", "count(page_viewed) >= 98"))
                .put("/api/segments/keen")
                .then()
                .statusCode(200)
                .body("version", equalTo(2));

        await().untilAsserted(() ->
                admin().get("/api/segments/keen").then().statusCode(200).body("version", equalTo(2)));
        admin().delete("/api/segments/keen").then().statusCode(204);
        await().untilAsserted(() -> admin().get("/api/segments/keen").then().statusCode(404));
    }

    @Test
    void shouldTellOfACartWhenItFallsDueAndShowTheCustomer() {
        admin().body(Map.of("expression", "cart.count > 0 and age(cart.updated) >= 1s"))
                .put("/api/segments/idle-cart")
                .then()
                .statusCode(200);
        await().untilAsserted(() -> admin().get("/api/segments").then().body("segments.id", hasItem("idle-cart")));
        Instant now = asOf();
        send(topics.cartEvents(), Events.added("a1", "shoe", 2, now));

        List<SegmentTransition> told =
                await().atMost(Duration.ofSeconds(20)).until(this::transitions, it -> !it.isEmpty());

        assertThat(told.get(0).at()).isEqualTo(now.plusSeconds(1));
        assertThat(told.get(0).cause()).isEqualTo(SegmentTransition.Cause.TIME);
        customer()
                .statusCode(200)
                .body("cart.count", equalTo(2))
                .body("cart.value", equalTo("25.00"))
                .body("cart.items[0].name", equalTo("Café shoe"))
                .body("memberships.segment", hasItem("idle-cart"))
                .body("memberships[0].because.expression", hasItems("cart.count > 0"))
                .body("asOf", notNullValue());
        admin().body(Map.of(
                        "ids", List.of("user:anna", "user:nobody"),
                        "expressions", Map.of("full", "cart.count >= 2", "never", "cart.count > 9")))
                .post("/api/customers/batch")
                .then()
                .statusCode(200)
                .body("customers[0].expressions.full.holds", equalTo("yes"))
                .body("customers[0].expressions.never.holds", equalTo("no"))
                .body("customers[1].known", equalTo(false));
        admin().body(Map.of("expression", "cart.count = 2"))
                .post("/api/segments/preview")
                .then()
                .statusCode(200)
                .body("count", equalTo(1))
                .body("sample", hasItem("user:anna"));
        await().untilAsserted(
                        () -> admin().get("/api/segments/idle-cart").then().body("count", equalTo(1)));
        admin().get("/api/customers/user:nobody").then().statusCode(404);
        admin().get("/api/customers/nobody").then().statusCode(400);
    }

    private ValidatableResponse customer() {
        return admin().get("/api/customers/user:anna").then();
    }

    private Instant asOf() {
        return Instant.parse(admin().body(Map.of("expression", "cart.count > 0"))
                .post("/api/segments/preview")
                .path("at"));
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + ADMIN_KEY).contentType("application/json");
    }

    private void send(Topic<CustomerId, ShopEvent> topic, ShopEvent event) {
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

    private List<SegmentTransition> transitions() {
        Topic<CustomerId, SegmentTransition> topic = topics.transitions();
        try (TopicReader<CustomerId, SegmentTransition> reader = new TopicReader<>(
                bootstrapServers,
                topic.keySerde().deserializer(),
                topic.valueSerde().deserializer())) {
            return reader.all(topic.name()).stream().map(ConsumerRecord::value).toList();
        }
    }
}
