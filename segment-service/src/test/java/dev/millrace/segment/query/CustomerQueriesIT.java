package dev.millrace.segment.query;

import static dev.millrace.segment.query.TwoInstances.TOPICS;
import static dev.millrace.segment.query.TwoInstances.USERS;
import static dev.millrace.segment.query.TwoInstances.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Customers asked of either of two instances: alone, in a batch, by an old id, and after staff said something. */
@ExtendWith(TwoInstances.Extension.class)
class CustomerQueriesIT {

    private final TwoInstances instances;
    private final ServiceInstance one;
    private final ServiceInstance two;

    CustomerQueriesIT(TwoInstances instances) {
        this.instances = instances;
        this.one = instances.one();
        this.two = instances.two();
    }

    @Test
    void shouldAnswerAlikeWhicheverIsAsked() {
        for (String user : USERS) {
            JsonNode here = one.get("/api/customers/user:" + user);
            JsonNode there = two.get("/api/customers/user:" + user);
            assertThat(here.path("version")).isEqualTo(there.path("version"));
            assertThat(here.path("memberships").path(0).path("segment").asText())
                    .isEqualTo("viewers");
            assertThat(here.has("standby")).isFalse();
        }
        assertThat(one.call("/api/customers/user:nobody").statusCode()).isEqualTo(404);
        assertThat(two.call("/api/customers/user:nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldAnswerABatchInItsOrder() {
        List<String> ids =
                new ArrayList<>(USERS.stream().map(user -> "user:" + user).toList());
        ids.add(3, "user:nobody");
        ids.add(ids.get(0));
        Map<String, Object> body =
                Map.of("ids", ids, "expressions", Map.of("viewed", "count(page_viewed) = 1 and in(\"viewers\")"));

        for (ServiceInstance instance : List.of(one, two)) {
            JsonNode customers = instance.post("/api/customers/batch", body).path("customers");
            assertThat(texts(customers, "id")).isEqualTo(ids);
            assertThat(customers.path(3).path("known").asBoolean()).isFalse();
            assertThat(customers
                            .path(4)
                            .path("expressions")
                            .path("viewed")
                            .path("holds")
                            .asText())
                    .isEqualTo("yes");
            assertThat(customers.path(4).path("version").asLong()).isPositive();
            assertThat(Instant.parse(customers.path(4).path("asOf").asText())).isAfter(Instant.EPOCH);
        }
    }

    @Test
    void shouldWaitAMomentForAnswersAsFreshAsAsked() {
        List<String> ids = USERS.stream().map(user -> "user:" + user).toList();
        for (ServiceInstance instance : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Instant newest = instants(instance, Map.of("ids", ids))
                        .max(Instant::compareTo)
                        .orElseThrow();
                Instant soon = newest.plusMillis(300);
                assertThat(instants(instance, Map.of("ids", ids, "notBefore", soon.toString())))
                        .allSatisfy(asOf -> assertThat(asOf).isAfterOrEqualTo(soon));
            });
        }
        Map<String, Object> tomorrow = Map.of(
                "ids",
                ids,
                "notBefore",
                instants(one, Map.of("ids", ids))
                        .findFirst()
                        .orElseThrow()
                        .plus(Duration.ofDays(1))
                        .toString());
        assertThat(instants(one, tomorrow)).hasSize(ids.size());
    }

    private static Stream<Instant> instants(ServiceInstance instance, Map<String, Object> question) {
        return texts(instance.post("/api/customers/batch", question).path("customers"), "asOf").stream()
                .map(Instant::parse);
    }

    @Test
    void shouldRefuseWhatIsTooMuchOrWrong() throws IOException {
        List<String> many = IntStream.range(0, 501).mapToObj(i -> "user:" + i).toList();
        assertThat(one.answer("/api/customers/batch", "POST", Map.of("ids", many))
                        .statusCode())
                .isEqualTo(400);
        assertThat(one.announce("/api/customers/batch", 2_000_000)).startsWith("HTTP/1.1 413");
        Map<String, Object> wrong =
                Map.of("ids", List.of("user:" + USERS.get(0)), "expressions", Map.of("a", "nonsense >"));
        assertThat(one.answer("/api/customers/batch", "POST", wrong).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldTakeWhatStaffSayAndHandItOut() {
        String id = "user:" + USERS.get(5);
        for (String tag : List.of("vip", "waits for a sale")) {
            String path = "/api/customers/" + id + "/tags/" + tag.replace(" ", "%20");
            assertThat(two.answer(path, "PUT", "").statusCode()).isEqualTo(202);
        }
        assertThat(one.answer("/api/customers/" + id + "/tags/vip", "DELETE", "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(one.answer("/api/customers/" + id + "/traits", "PATCH", Map.of("firstName", "Ute"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(one.answer("/api/customers/user:nobody/tags/vip", "PUT", "").statusCode())
                .isEqualTo(404);
        assertThat(one.answer("/api/customers/" + id + "/traits", "PATCH", Map.of("consent", "yes"))
                        .statusCode())
                .isEqualTo(400);

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
            JsonNode export = two.get("/api/customers/" + id + "/export");
            assertThat(export.path("traits").path(0).path("value").asText()).isEqualTo("Ute");
            assertThat(texts(export.path("tags"), "tag")).containsExactly("vip", "waits for a sale");
            assertThat(texts(export.path("tags"), "on")).containsExactly("false", "true");
            assertThat(texts(export.path("memberships"), "segment")).contains("viewers");
        });
    }

    @Test
    void shouldAnswerAnOldIdWithTheMergedCustomer() {
        List<String> visitors = IntStream.range(0, 12).mapToObj(i -> "v" + i).toList();
        for (String visitor : visitors) {
            CustomerId anonymous = CustomerId.anonymous(visitor);
            instances
                    .producer()
                    .send(new ProducerRecord<>(
                            TOPICS.siteEvents().name(),
                            anonymous,
                            logsIn(anonymous, null, visitor, "Products Searched")));
        }
        instances.producer().flush();
        for (String visitor : visitors) {
            CustomerId user = CustomerId.user("known-" + visitor);
            instances
                    .producer()
                    .send(new ProducerRecord<>(
                            TOPICS.siteEvents().name(),
                            user,
                            logsIn(user, "known-" + visitor, visitor, ShopEvent.IDENTIFY)));
        }
        instances.producer().flush();

        for (String visitor : visitors) {
            for (ServiceInstance instance : List.of(one, two)) {
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                    JsonNode merged = instance.get("/api/customers/anon:" + visitor);
                    assertThat(merged.path("id").asText()).isEqualTo("user:known-" + visitor);
                    assertThat(merged.path("mergedInto").asText()).isEqualTo("user:known-" + visitor);
                    assertThat(merged.path("events")
                                    .path("products_searched")
                                    .path("count")
                                    .asInt())
                            .isEqualTo(1);
                });
            }
        }
        List<String> asked = new ArrayList<>();
        visitors.forEach(visitor -> asked.addAll(List.of("anon:" + visitor, "user:known-" + visitor)));
        JsonNode batch = two.post("/api/customers/batch", Map.of("ids", asked)).path("customers");
        assertThat(texts(batch, "id"))
                .isEqualTo(visitors.stream()
                        .flatMap(visitor -> Stream.of("user:known-" + visitor, "user:known-" + visitor))
                        .toList());
        assertThat(batch.path(0).has("mergedInto")).isTrue();
        assertThat(batch.path(1).has("mergedInto")).isFalse();
    }

    private ShopEvent logsIn(CustomerId customer, @Nullable String userId, String visitor, String name) {
        CustomerId anonymous = CustomerId.anonymous(visitor);
        return new ShopEvent(
                "login-" + customer,
                name.equals(ShopEvent.IDENTIFY) ? ShopEvent.Kind.IDENTIFY : ShopEvent.Kind.PAGE,
                name,
                customer,
                customer.equals(anonymous) ? List.of() : List.of(anonymous),
                userId,
                visitor,
                Events.T0,
                Events.T0,
                "test",
                ShopEvent.Trust.SERVER,
                false,
                Json.object(),
                Json.object(),
                Json.object());
    }
}
