package dev.millrace.segment.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.backing.BackingService;
import dev.millrace.backing.BackingServices;
import dev.millrace.backing.FreePorts;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.Events;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the service on one broker: whichever is asked answers, also for the other, also after its death. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QueriesIT {

    private static final int PARTITIONS = 4;
    private static final List<String> USERS =
            IntStream.range(0, 40).mapToObj(i -> "u" + (100 + i)).toList();
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    @TempDir
    static Path folder;

    private static BackingServices kafka;
    private static KafkaProducer<CustomerId, ShopEvent> producer;
    private static ServiceInstance one;
    private static ServiceInstance two;

    @BeforeAll
    static void start() throws IOException {
        kafka = BackingServices.start(folder.resolve("kafka"), Set.of(BackingService.KAFKA));
        List<Integer> ports = FreePorts.find(2);
        one = ServiceInstance.start(folder, "segment-a", ports.get(0), kafka.configuration());
        two = ServiceInstance.start(folder, "segment-b", ports.get(1), kafka.configuration());
        await().atMost(Duration.ofSeconds(120)).until(() -> one.isReady() && two.isReady());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> owners(one).size() == 2 && owners(two).size() == 2);
        put("viewers", "count(page_viewed) >= 1");
        producer = producer(TOPICS.siteEvents());
        USERS.forEach(user -> send("e-" + user, user, "Page Viewed"));
        producer.flush();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(
                        one.get("/api/segments/viewers").path("count").asInt())
                .isEqualTo(USERS.size()));
    }

    @AfterAll
    static void stop() {
        producer.close();
        two.close();
        one.close();
        kafka.close();
    }

    @Test
    @Order(1)
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
    @Order(2)
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
    @Order(3)
    void shouldRefuseWhatIsTooMuchOrWrong() {
        List<String> many = IntStream.range(0, 501).mapToObj(i -> "user:" + i).toList();
        assertThat(one.answer("/api/customers/batch", "POST", Map.of("ids", many))
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> huge =
                one.answer("/api/customers/batch", "POST", Map.of("ids", List.of("x".repeat(2_000_000))));
        assertThat(huge.statusCode()).isEqualTo(413);
        Map<String, Object> wrong =
                Map.of("ids", List.of("user:" + USERS.get(0)), "expressions", Map.of("a", "nonsense >"));
        assertThat(one.answer("/api/customers/batch", "POST", wrong).statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(4)
    void shouldAnswerOtherInstancesOnlyForItselfAndOnlyWithTheKey() {
        TreeSet<Integer> mine = new TreeSet<>(owners(one));
        int theirs = IntStream.range(0, PARTITIONS)
                .filter(it -> !mine.contains(it))
                .findFirst()
                .orElseThrow();

        assertThat(hop(one, Integer.toString(mine.first()), ServiceInstance.KEY).statusCode())
                .isEqualTo(200);
        assertThat(hop(one, Integer.toString(mine.first()), "wrong").statusCode())
                .isEqualTo(401);
        assertThat(hop(one, "all", ServiceInstance.KEY).statusCode()).isEqualTo(400);
        assertThat(hop(one, "99", ServiceInstance.KEY).statusCode()).isEqualTo(503);
        // a copy is told as one, and never asked on
        HttpResponse<String> copy =
                one.send(one.authorized("/api/partitions/members?segment=viewers&limit=9", ServiceInstance.KEY)
                        .header(Hop.PARTITIONS_HEADER, Integer.toString(theirs)));
        assertThat(copy.statusCode() == 503 || copy.body().contains("\"standby\":true"))
                .isTrue();
    }

    @Test
    @Order(5)
    void shouldShowTheMembersOfAllPartitionsPageByPage() {
        assertThat(pages(7)).isEqualTo(6);
        assertThat(pages(10)).isEqualTo(4);
        assertThat(pages(1000)).isEqualTo(1);

        assertThat(one.call("/api/segments/nobody/members").statusCode()).isEqualTo(404);
        assertThat(one.call("/api/segments/viewers/members?limit=0").statusCode())
                .isEqualTo(400);
        assertThat(one.call("/api/segments/viewers/members?after=nonsense").statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(6)
    void shouldCountOverAllInstances() {
        for (ServiceInstance instance : List.of(one, two)) {
            assertThat(instance.get("/api/segments")
                            .path("segments")
                            .path(0)
                            .path("count")
                            .asInt())
                    .isEqualTo(USERS.size());
            JsonNode preview = instance.post("/api/segments/preview", Map.of("expression", "count(page_viewed) = 1"));
            assertThat(preview.path("count").asInt()).isEqualTo(USERS.size());
            assertThat(preview.path("of").asInt()).isEqualTo(USERS.size());
            JsonNode history =
                    instance.get("/api/segments/viewers/counts?by=minute").path("counts");
            assertThat(history.path(history.size() - 1).path("count").asInt()).isEqualTo(USERS.size());
        }
    }

    @Test
    @Order(6)
    void shouldTellOfSweepsAndUnreadEventsOfAllInstances() {
        for (ServiceInstance instance : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !instance.get("/api/segments/viewers").has("sweep"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode told = instance.get("/api/instances");
                assertThat(told.path("unread")).hasSize(PARTITIONS).allMatch(count -> count.asInt() == 0);
                assertThat(told.findValues("behind")).hasSize(PARTITIONS);
            });
        }
    }

    @Test
    @Order(7)
    void shouldLetAPageFollowAndComeBack() throws IOException, InterruptedException {
        String path = "/api/transitions?segment=followed";
        put("followed", "count(product_viewed) >= 1 and count(product_viewed) < 3");
        await().ignoreExceptions().until(() -> one.get("/api/segments/followed").has("id"));
        List<SegmentTransition> all = new ArrayList<>();
        String left;
        try (SseReader page = SseReader.open(one.authorized(path, ServiceInstance.KEY), "")) {
            await().until(page::isConnected);
            viewProduct(0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> page.transitions().size() >= USERS.size());
            all.addAll(page.transitions());
            left = page.lastId();
        }
        // nobody listens, and everybody leaves again
        viewProduct(1);
        viewProduct(2);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> one.get("/api/segments/followed").path("count").asInt() == 0);
        try (SseReader page = SseReader.open(two.authorized(path, ServiceInstance.KEY), left)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> page.transitions().size() >= USERS.size());
            all.addAll(page.transitions());
            assertThat(page.names()).containsOnly("transition");
        }

        assertThat(all)
                .extracting(SegmentTransition::id)
                .doesNotHaveDuplicates()
                .hasSize(2 * USERS.size());
        for (String user : USERS) {
            assertThat(all.stream().filter(it -> it.customer().equals(CustomerId.user(user))))
                    .extracting(SegmentTransition::kind)
                    .containsExactly(SegmentTransition.Kind.ENTERED, SegmentTransition.Kind.EXITED);
        }
        assertThat(one.send(one.authorized(path, ServiceInstance.KEY).header("Last-Event-ID", "nonsense!"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Order(8)
    void shouldTellAPageWhatIsNoLongerInTheLog() throws IOException, InterruptedException {
        String ahead = "zzzz.zzzz.zzzz.zzzz";
        try (SseReader page =
                SseReader.open(one.authorized("/api/transitions?customer=user:nobody", ServiceInstance.KEY), ahead)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> page.names().contains("gap"));
        }
    }

    @Test
    @Order(9)
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
    @Order(10)
    void shouldAnswerAnOldIdWithTheMergedCustomer() {
        List<String> visitors = IntStream.range(0, 12).mapToObj(i -> "v" + i).toList();
        for (String visitor : visitors) {
            CustomerId anonymous = CustomerId.anonymous(visitor);
            producer.send(new ProducerRecord<>(
                    TOPICS.siteEvents().name(), anonymous, logsIn(anonymous, null, visitor, "Page Viewed")));
        }
        producer.flush();
        for (String visitor : visitors) {
            CustomerId user = CustomerId.user("known-" + visitor);
            producer.send(new ProducerRecord<>(
                    TOPICS.siteEvents().name(), user, logsIn(user, "known-" + visitor, visitor, ShopEvent.IDENTIFY)));
        }
        producer.flush();

        for (String visitor : visitors) {
            for (ServiceInstance instance : List.of(one, two)) {
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                    JsonNode merged = instance.get("/api/customers/anon:" + visitor);
                    assertThat(merged.path("id").asText()).isEqualTo("user:known-" + visitor);
                    assertThat(merged.path("mergedInto").asText()).isEqualTo("user:known-" + visitor);
                    assertThat(merged.path("events")
                                    .path("page_viewed")
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

    private static ShopEvent logsIn(CustomerId customer, @Nullable String userId, String visitor, String name) {
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

    @Test
    @Order(98)
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
    @Order(99)
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

    private static String ofInstanceTwo() {
        Set<Integer> partitions = owners(two);
        return USERS.stream()
                .filter(user -> partitions.contains(Topics.partitionOf(CustomerId.user(user), PARTITIONS)))
                .findFirst()
                .orElseThrow();
    }

    private static void viewProduct(int round) {
        for (String user : USERS) {
            send("v-" + user + "-" + round, user, "Product Viewed");
        }
        producer.flush();
    }

    private static void send(String event, String user, String name) {
        CustomerId id = CustomerId.user(user);
        ShopEvent viewed = Events.of(id, event, name, Events.T0, Json.object());
        producer.send(new ProducerRecord<>(TOPICS.siteEvents().name(), id, viewed));
    }

    /** Each page is asked of the other instance; all together have everybody once. */
    private static int pages(int limit) {
        Set<String> shown = new HashSet<>();
        String next = "";
        int pages = 0;
        do {
            ServiceInstance asked = pages % 2 == 0 ? one : two;
            JsonNode page = asked.get("/api/segments/viewers/members?limit=" + limit + "&after=" + next);
            page.path("members").forEach(member -> assertThat(
                            shown.add(member.path("customer").asText()))
                    .isTrue());
            next = page.path("next").asText();
            pages++;
        } while (!next.isEmpty());
        assertThat(shown).hasSize(USERS.size());
        return pages;
    }

    private static HttpResponse<String> hop(ServiceInstance instance, String partitions, String key) {
        return instance.send(
                instance.authorized("/api/partitions/segments", key).header(Hop.PARTITIONS_HEADER, partitions));
    }

    private static Set<Integer> owners(ServiceInstance instance) {
        Set<Integer> partitions = new TreeSet<>();
        instance.get("/api/instances").path("instances").forEach(it -> {
            if (it.path("address").asText().equals(instance.address())) {
                it.path("active")
                        .forEach(partition ->
                                partitions.add(partition.path("partition").asInt()));
            }
        });
        return partitions;
    }

    private static void put(String segment, String expression) {
        assertThat(one.answer("/api/segments/" + segment, "PUT", Map.of("expression", expression))
                        .statusCode())
                .isEqualTo(200);
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(it -> it.path(field).asText())
                .toList();
    }

    private static <V> KafkaProducer<CustomerId, V> producer(Topic<CustomerId, V> topic) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.configuration().get("kafka.bootstrap.servers"), "acks", "all"),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer());
    }
}
