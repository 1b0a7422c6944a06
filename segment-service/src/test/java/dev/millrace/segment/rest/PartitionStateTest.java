package dev.millrace.segment.rest;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.OneTaskFlow;
import dev.millrace.segment.customer.Fingerprint;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.query.CustomerScan;
import dev.millrace.segment.query.FoundCustomer;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.stream.SweepProgress;
import dev.millrace.segment.stream.counts.CountSeries;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a partition answers for itself, read from stores that the real flow filled. */
class PartitionStateTest {

    private final Topics topics = new Topics("t.");
    private final OpenPartitions partitions = new OpenPartitions();
    private TopologyTestDriver driver;
    private Instant stored = T0;
    private int offset;

    @TempDir
    Path state;

    @BeforeEach
    void start() {
        driver = OneTaskFlow.driver(OneTaskFlow.topology(topics, partitions), state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldShowMembersPageByPage() {
        define("keen", "count(page_viewed) >= 1");
        define("kee", "count(page_viewed) >= 1");
        for (String name : List.of("d", "a", "c", "b", "e")) {
            view(name);
        }

        assertThat(customers(new MembersQuestion("keen", null, 2))).containsExactly("user:a", "user:b");
        assertThat(customers(new MembersQuestion("keen", CustomerId.user("b"), 2)))
                .containsExactly("user:c", "user:d");
        assertThat(customers(new MembersQuestion("keen", CustomerId.user("bb"), 9)))
                .containsExactly("user:c", "user:d", "user:e");
        assertThat(customers(new MembersQuestion("keen", CustomerId.user("e"), 2)))
                .isEmpty();
        assertThat(customers(new MembersQuestion("nobody", null, 2))).isEmpty();
    }

    @Test
    void shouldForgetWhoLeft() {
        define("looking", "count(order_completed) = 0 and count(page_viewed) >= 1");
        view("a");
        view("b");
        order("a");

        MembersQuestion.Told told = new MembersQuestion("looking", null, 9).here(here());
        assertThat(told.members())
                .containsExactly(new MembersQuestion.Member(CustomerId.user("b"), stored.minusSeconds(1)));
        assertThat(new SegmentsQuestion().here(here()).counts()).containsEntry("looking", 1L);
    }

    @Test
    void shouldShowEveryMemberOnceWhoeverComesAndGoes() {
        define("looking", "count(order_completed) = 0 and count(page_viewed) >= 1");
        for (int i = 0; i < 10; i++) {
            view("m" + (10 + i));
        }
        List<String> shown = new ArrayList<>();
        CustomerId after = null;
        for (int page = 0; page < 10; page++) {
            MembersQuestion.Told told = new MembersQuestion("looking", after, 3).here(here());
            told.members().forEach(member -> shown.add(member.customer().value()));
            if (told.members().size() < 3) {
                break;
            }
            after = told.members().get(2).customer();
            order(after.value().substring("user:".length()));
            view("l" + page);
        }

        assertThat(shown).doesNotHaveDuplicates().hasSize(10).allMatch(id -> id.startsWith("user:m"));
    }

    @Test
    void shouldKeepThePastOfACount() {
        define("keen", "count(page_viewed) >= 1");
        tick(T0);
        view("a");
        tick(T0.plusSeconds(60));
        view("b");
        view("c");
        tick(T0.plusSeconds(120));
        tick(T0.plusSeconds(300));

        CountHistoryQuestion question = new CountHistoryQuestion("keen", CountSeries.MINUTES, T0.plusSeconds(300));
        List<Long> counts = question.here(here()).counts();
        List<Instant> slots = question.slots();
        assertThat(slots).hasSize(120).last().isEqualTo(T0.plusSeconds(300));
        assertThat(counts.subList(0, 114)).containsOnly(CountHistoryQuestion.NOTHING);
        assertThat(counts.subList(114, 120)).containsExactly(1L, 3L, 3L, 3L, 3L, 3L);
        assertThat(new CountHistoryQuestion("keen", CountSeries.DAYS, T0.plusSeconds(300))
                        .here(here())
                        .counts())
                .last()
                .isEqualTo(3L);
    }

    @Test
    void shouldCarryACountOverSilence() {
        define("keen", "count(page_viewed) >= 1");
        view("a");
        tick(T0.plusSeconds(60));

        Instant later = T0.plus(Duration.ofDays(3));
        assertThat(new CountHistoryQuestion("keen", CountSeries.MINUTES, later)
                        .here(here())
                        .counts())
                .containsOnly(1L);
    }

    @Test
    void shouldAddPartitionsUpAndKnowWhereNothingWasKnown() {
        var sum = CountHistoryQuestion.sum(List.of(
                new CountHistoryQuestion.Told(List.of(-1L, -1L, 2L)),
                new CountHistoryQuestion.Told(List.of(-1L, 0L, 3L))));

        assertThat(sum.counts()).containsExactly(-1L, 0L, 5L);
    }

    @Test
    void shouldPreviewFewCustomersOneAndAll() {
        for (int i = 0; i < 10; i++) {
            view("c" + i);
        }
        order("c7");
        tick(stored.plusSeconds(1));

        PreviewQuestion question = new PreviewQuestion(
                new PreviewQuestion.Asked("count(order_completed) > 0", null, null, false), FieldDictionary.standard());
        Preview preview = PreviewQuestion.sum(List.of(question.here(here())));
        assertThat(preview.count()).isEqualTo(1);
        assertThat(preview.of()).isEqualTo(10);
        assertThat(preview.sample()).containsExactly(CustomerId.user("c7"));
        assertThat(preview.estimate()).isNull();
    }

    @Test
    void shouldReadTheSampleForAnEstimate() {
        Map<Boolean, List<String>> names = IntStream.range(0, 300)
                .mapToObj(i -> "c" + i)
                .collect(Collectors.partitioningBy(
                        name -> Fingerprint.of("user:" + name) >>> Integer.SIZE < (1L << Integer.SIZE) / 64));
        List<String> chosen = names.getOrDefault(true, List.of());
        assertThat(chosen).isNotEmpty();
        chosen.forEach(this::view);
        names.getOrDefault(false, List.of()).stream().limit(5).forEach(this::view);

        Set<String> sampled = new HashSet<>();
        double share = CustomerScan.readSample(
                here().get(0),
                Duration.ofMinutes(1),
                (id, customer) -> sampled.add(id.value().substring(5)));
        assertThat(share).isEqualTo(1.0 / 64);
        assertThat(sampled).containsExactlyInAnyOrderElementsOf(chosen);
    }

    @Test
    void shouldTellHowFarASweepIsAndFromWhenOnARuleIsExact() {
        for (int i = 0; i < 130; i++) {
            view("often");
        }
        view("once");
        define("keen", "count(page_viewed{path != \"/b\"}) >= 1");

        assertThat(sweep("keen").open()).isEqualTo(1);
        for (int i = 1; i < 20; i++) {
            tick(stored.plusSeconds(i));
            driver.advanceWallClockTime(Duration.ofMillis(200));
        }

        assertThat(sweep("keen").open()).isZero();
        assertThat(new SegmentsQuestion().here(here()).exactSince()).containsKey("keen");
        assertThat(exactSince("often")).containsKey("keen");
        assertThat(exactSince("once")).isEmpty();
    }

    @Test
    void shouldTellWhatOfACartCanNoLongerBeOrdered() {
        product("mug", true);
        product("jug", true);
        product("pot", true);
        for (String product : List.of("mug", "jug", "pot", "home-made")) {
            putIntoCart("a", product);
        }
        assertThat(cart("a").has("gone")).isFalse();

        product("jug", false);
        send(topics.catalogProducts(), "pot", null);
        send(topics.catalogProducts(), "never-there", null);

        assertThat(cart("a").path("items"))
                .extracting(item -> item.path("productId").asText())
                .containsExactly("home-made", "mug");
        assertThat(cart("a").path("gone"))
                .extracting(item -> item.path("productId").asText())
                .containsExactly("jug", "pot");
        assertThat(cart("a").path("count").asLong()).isEqualTo(2);
        assertThat(cart("a").path("value").asText()).isEqualTo("20");
        product("pot", true);
        assertThat(cart("a").path("gone")).hasSize(1);
    }

    @Test
    void shouldTellWhetherAProductThatIsAskedAboutCanBeOrdered() {
        view("a");
        product("mug", true);
        product("jug", false);
        product("pot", true);
        send(topics.catalogProducts(), "pot", null);
        send(topics.catalogProducts(), "never-there", null);

        assertThat(about("mug").path("gone").asBoolean()).isFalse();
        assertThat(about("mug").at("/product/price").asText()).isEqualTo("10");
        assertThat(about("jug").path("gone").asBoolean()).isTrue();
        assertThat(about("jug").at("/product/inStock").asBoolean(true)).isFalse();
        assertThat(about("pot").toString()).isEqualTo("{\"id\":\"pot\",\"gone\":true}");
        assertThat(about("never-there").toString()).isEqualTo("{\"id\":\"never-there\",\"gone\":false}");
    }

    private JsonNode cart(String user) {
        return answer(user, Map.of()).path("cart");
    }

    private JsonNode about(String product) {
        return answer("a", Map.of("user:a", product)).path("about");
    }

    private JsonNode answer(String user, Map<String, String> about) {
        CustomersQuestion.Wanted wanted = new CustomersQuestion.Wanted(Map.of(), List.of(), about, null);
        return new CustomersQuestion(List.of(CustomerId.user(user)), wanted, Map.of(), topics, 1)
                .here(here())
                .customers()
                .get(0);
    }

    private void product(String id, boolean inStock) {
        send(
                topics.catalogProducts(),
                id,
                new CatalogProduct(id, id, null, null, BigDecimal.TEN, "EUR", null, null, inStock, stored));
    }

    private void putIntoCart(String user, String product) {
        stored = stored.plusSeconds(1);
        offset++;
        CustomerId id = CustomerId.user(user);
        ObjectNode line =
                Json.object().put("product_id", product).put("price", "10").put("currency", "EUR");
        send(topics.cartEvents(), id, dev.millrace.segment.Events.of(id, "e" + offset, "Product Added", stored, line));
    }

    private SweepProgress sweep(String segment) {
        return new SegmentsQuestion().here(here()).sweeps().get(segment);
    }

    private Map<String, Instant> exactSince(String user) {
        return FoundCustomer.read(here().get(0), CustomerId.user(user)).exactSince();
    }

    @Test
    void shouldHandOutWhatAConsentWasGivenTo() {
        consent("marketing", "subscribed", "Yes, mail me the news");
        consent("marketing", "subscribed", "Yes, mail me more often");

        JsonNode export = export();

        JsonNode statement = export.at("/consent/email");
        assertThat(statement.path("status").asText()).isEqualTo("subscribed");
        assertThat(statement.path("wording").asText()).isEqualTo("Yes, mail me more often");
        assertThat(statement.path("source").asText()).isEqualTo("pop-up");
        assertThat(statement.path("at").asText()).isEqualTo(stored.toString());
        assertThat(statement.has("basis")).isFalse();
        assertThat(statement.has("otherPurposes")).isFalse();
        assertThat(export.at("/recentEvents/1/properties/wording").asText()).isEqualTo("Yes, mail me the news");
    }

    @Test
    void shouldHandItOutHoweverMuchHappenedSinceAndForEachPurpose() {
        consent("marketing", "subscribed", "Yes, mail me the news");
        consent("back-in-stock", "subscribed", "Tell me when it is back");
        consent("marketing", "unsubscribed", "");
        for (int i = 0; i < 2 * Timeline.MAX_EVENTS; i++) {
            view("a");
        }

        JsonNode export = export();

        assertThat(export.at("/consent/email/status").asText()).isEqualTo("unsubscribed");
        assertThat(export.at("/consent/email/source").asText()).isEqualTo("pop-up");
        JsonNode other = export.at("/consent/email/otherPurposes/back-in-stock");
        assertThat(other.path("status").asText()).isEqualTo("subscribed");
        assertThat(other.path("wording").asText()).isEqualTo("Tell me when it is back");
        assertThat(export.path("recentEvents")).hasSize(Timeline.MAX_EVENTS);
    }

    private JsonNode export() {
        return new ExportQuestion(CustomerId.user("a")).here(here()).export();
    }

    @Test
    void shouldKnowTheNamesThatHaveArrived() {
        consent("marketing", "subscribed", "Yes");
        track(topics.siteEvents(), "a", "Trial Started");
        track(topics.siteEvents(), "b", "Trial Started");

        assertThat(new NamesQuestion().here(here()).names()).containsExactly("event/trial_started");
    }

    private void consent(String purpose, String status, String wording) {
        stored = stored.plusSeconds(1);
        offset++;
        ObjectNode given = Json.object()
                .put("channel", "email")
                .put("purpose", purpose)
                .put("status", status)
                .put("wording", wording)
                .put("source", "pop-up");
        CustomerId id = CustomerId.user("a");
        send(
                topics.profileEvents(),
                id,
                dev.millrace.segment.Events.of(id, "e" + offset, ShopEvent.CONSENT_UPDATED, stored, given));
    }

    private List<String> customers(MembersQuestion question) {
        return question.here(here()).members().stream()
                .map(member -> member.customer().value())
                .toList();
    }

    private List<PartitionView> here() {
        Instant asOf = partitions.task(0).orElseThrow().clock().settled();
        PartitionTask task = partitions.task(0).orElseThrow();
        PartitionView.Stores stores = new PartitionView.Stores() {
            @Override
            public <K, V> ReadOnlyKeyValueStore<K, V> open(String name) {
                return driver.getKeyValueStore(name);
            }
        };
        return List.of(new PartitionView(0, false, asOf, task.rules(), task.facts(), stores, task));
    }

    private void view(String user) {
        stored = stored.plusMillis(1);
        track(topics.siteEvents(), user, "Page Viewed");
    }

    private void order(String user) {
        stored = stored.plusSeconds(1);
        track(topics.orderEvents(), user, "Order Completed");
    }

    private void track(Topic<CustomerId, ShopEvent> topic, String user, String name) {
        offset++;
        send(
                topic,
                CustomerId.user(user),
                dev.millrace.segment.Events.of(CustomerId.user(user), "e" + offset, name, stored, Json.object()));
    }

    private void define(String id, String expression) {
        send(topics.segmentDefinitions(), id, new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0));
    }

    private void tick(Instant upTo) {
        stored = upTo.isAfter(stored) ? upTo : stored;
        send(topics.clock(), new byte[0], new Tick(stored, Map.of(), Map.of()));
    }

    private <K, V> void send(Topic<K, V> topic, K key, @Nullable V value) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }
}
