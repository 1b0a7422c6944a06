package dev.millrace.segment;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerErased;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.CustomerLink;
import dev.millrace.contract.Json;
import dev.millrace.contract.Move;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopEvent.Trust;
import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.RedirectCodec;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is who, through the whole flow in one partition; what partitions tell each other comes back to the same one. */
class IdentityTopologyTest {

    private static final CustomerId ANNA = CustomerId.user("anna");
    private static final CustomerId BERT = CustomerId.user("bert");
    private static final CustomerId ADDRESS = CustomerId.of("mail:0f0f");
    private static final CustomerId PHONE = CustomerId.of("tel:0a0a");
    private static final CustomerId BROWSER = CustomerId.anonymous("b1");
    private static final CustomerId OTHER_DEVICE = CustomerId.anonymous("b2");
    private static final Duration DAY = Duration.ofDays(1);

    private final Topics topics = new Topics("t.");
    private TopologyTestDriver driver;
    private Instant stored = T0;
    private int events;

    @TempDir
    Path state;

    @BeforeEach
    void start() {
        driver = OneTaskFlow.driver(OneTaskFlow.topology(topics, new OpenPartitions()), state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldBringTheCartOfAVisitorToTheUserWhoLogsIn() {
        define("carts", "cart.count > 0");
        add("shoe", BROWSER);

        view(ANNA, BROWSER);

        assertThat(known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
        assertThat(known(ANNA).state().events()).containsOnlyKeys("page_viewed", "product_added");
        assertThat(find(BROWSER)).isNull();
        assertThat(leads(BROWSER)).isEqualTo(ANNA);
        assertThat(told())
                .containsExactly(
                        Kind.ENTERED + " " + BROWSER + " " + Cause.EVENT,
                        Kind.EXITED + " " + BROWSER + " " + Cause.MERGE,
                        Kind.ENTERED + " " + ANNA + " " + Cause.MERGE);
        assertThat(values(topics.links())).containsExactly(new CustomerLink(BROWSER, ANNA, stored));
    }

    @Test
    void shouldForwardWhatComesUnderAnIdThatLeadsElsewhere() {
        view(ANNA, BROWSER);

        add("hat", BROWSER);

        assertThat(known(ANNA).state().cart().items()).containsOnlyKeys("hat");
        assertThat(known(ANNA).state().userId()).isEqualTo("anna");
        assertThat(find(BROWSER)).isNull();
    }

    @Test
    void shouldUniteSeveralDevices() {
        add("shoe", BROWSER);
        add("hat", OTHER_DEVICE);

        view(ANNA, BROWSER);
        view(ANNA, OTHER_DEVICE);

        assertThat(known(ANNA).state().cart().items()).containsOnlyKeys("shoe", "hat");
    }

    @Test
    void shouldGiveASharedBrowserToWhoUsedItLast() {
        add("shoe", BROWSER);
        view(ANNA, BROWSER);

        view(BERT, BROWSER);
        add("hat", BROWSER);

        assertThat(known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
        assertThat(known(BERT).state().cart().items()).containsOnlyKeys("hat");
        assertThat(leads(BROWSER)).isEqualTo(BERT);
    }

    @Test
    void shouldGiveASharedBrowserBackToWhoComesBack() {
        view(ANNA, BROWSER);
        view(BERT, BROWSER);

        view(ANNA, BROWSER);

        assertThat(leads(BROWSER)).isEqualTo(ANNA);
    }

    @Test
    void shouldNotTakeABrowserAwayByALateEvent() {
        view(BERT, BROWSER);

        send(event("Page Viewed", ANNA, List.of(BROWSER), T0.minusSeconds(60), Trust.BROWSER, Json.object()));

        assertThat(leads(BROWSER)).isEqualTo(BERT);
    }

    @Test
    void shouldLeaveAnAddressWithTheFirstUserWhateverBrowsersSay() {
        send(said(ANNA, Trust.BROWSER, ADDRESS));

        send(said(BERT, Trust.BROWSER, ADDRESS));
        send(said(BERT, Trust.BROWSER, ADDRESS));

        assertThat(leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(known(BERT).links().get(ADDRESS).isHeld()).isFalse();
    }

    @Test
    void shouldGiveAnAddressToWhomTheShopNamesLast() {
        send(said(ANNA, Trust.SERVER, ADDRESS));

        send(said(BERT, Trust.SERVER, ADDRESS));

        assertThat(leads(ADDRESS)).isEqualTo(BERT);
        assertThat(known(ANNA).links().get(ADDRESS).isHeld()).isFalse();
    }

    @Test
    void shouldNotLetABrowserTakeAnAddressThatTheShopHasConfirmed() {
        send(identified(ADDRESS, "anna@shop.example", Trust.SERVER));
        send(said(BERT, Trust.BROWSER, ADDRESS));
        assertThat(find(ADDRESS)).isNotNull();
        assertThat(known(BERT).state().trait("email")).isNull();

        send(said(ANNA, Trust.SERVER, ADDRESS));
        send(said(BERT, Trust.BROWSER, ADDRESS));

        assertThat(leads(ADDRESS)).isEqualTo(ANNA);
    }

    @Test
    void shouldKeepTheAddressOfAConfirmedUserWhenAnotherIsMerged() {
        send(identified(ANNA, "anna@shop.example", Trust.SERVER));
        send(identified(ADDRESS, "mallory@evil.example", Trust.BROWSER));
        send(event(
                ShopEvent.CONSENT_UPDATED,
                ADDRESS,
                List.of(),
                next(),
                Trust.BROWSER,
                Json.object().put("channel", "email").put("status", "subscribed")));

        send(said(ANNA, Trust.BROWSER, ADDRESS));

        assertThat(leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(known(ANNA).state().trait("email")).hasToString("anna@shop.example");
        assertThat(known(ANNA).state().consents()).isEmpty();
    }

    @Test
    void shouldTakeTheConsentThatWasGivenForTheAddressThatTheShopConfirms() {
        send(identified(ADDRESS, "anna@shop.example", Trust.BROWSER));
        send(event(
                ShopEvent.CONSENT_UPDATED,
                ADDRESS,
                List.of(BROWSER),
                next(),
                Trust.BROWSER,
                Json.object().put("channel", "email").put("status", "subscribed")));

        send(identified(ANNA, "anna@shop.example", Trust.SERVER, ADDRESS));

        assertThat(known(ANNA).state().consents().get("email").status()).isEqualTo("subscribed");
    }

    @Test
    void shouldFollowAChainFromABrowserOverAnAddressToAUser() {
        add("shoe", BROWSER);
        send(said(ADDRESS, Trust.BROWSER, BROWSER));
        assertThat(leads(BROWSER)).isEqualTo(ADDRESS);

        send(said(ANNA, Trust.BROWSER, ADDRESS));

        assertThat(leads(ADDRESS)).isEqualTo(ANNA);
        assertThat(leads(BROWSER)).isEqualTo(ANNA);
        assertThat(known(ANNA).state().cart().items()).containsOnlyKeys("shoe");
    }

    @Test
    void shouldTakePhonesAndCardsForIds() {
        CustomerId card = CustomerId.user("card-17");
        order("o1", card);
        order("o2", PHONE);

        send(said(ANNA, Trust.SERVER, card, PHONE));

        assertThat(known(ANNA).state().orders().count()).isEqualTo(2);
        assertThat(known(ANNA).state().userId()).isEqualTo("anna");
    }

    @Test
    void shouldNotLetABrowserGiveAUserAway() {
        order("o1", ANNA);

        send(said(BERT, Trust.BROWSER, ANNA));

        assertThat(find(ANNA)).isNotNull();
        assertThat(known(BERT).state().orders().count()).isZero();
    }

    @Test
    void shouldCountAnOrderOnceThatWasToldUnderTwoIds() {
        order("o1", ANNA);
        order("o1", ADDRESS);

        send(said(ANNA, Trust.SERVER, ADDRESS));

        assertThat(known(ANNA).state().orders().count()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnAliasThatClosesACircle() {
        send(said(BERT, Trust.SERVER, ANNA));

        send(said(ANNA, Trust.SERVER, BERT));

        assertThat(leads(ANNA)).isEqualTo(BERT);
        assertThat(find(BERT)).isNotNull();
        assertThat(known(BERT).state().events().get("identify").count()).isEqualTo(2);
    }

    @Test
    void shouldFoldARepeatedEventOnceAlsoWhenItIsForwarded() {
        view(ANNA, BROWSER);
        ShopEvent viewed = event("Page Viewed", BROWSER, List.of(), next(), Trust.BROWSER, Json.object());

        send(viewed);
        send(viewed);

        assertThat(known(ANNA).state().events().get("page_viewed").count()).isEqualTo(2);
    }

    @Test
    void shouldEraseAPersonUnderAllTheirIds() {
        define("carts", "cart.count > 0");
        add("shoe", BROWSER);
        send(said(ADDRESS, Trust.BROWSER, BROWSER));
        send(said(ANNA, Trust.SERVER, ADDRESS));
        told();

        erase(BROWSER);

        for (CustomerId id : List.of(ANNA, ADDRESS, BROWSER)) {
            assertThat(find(id)).as(id.value()).isNull();
            assertThat(leads(id)).as(id.value()).isNull();
        }
        assertThat(told()).containsExactly(Kind.EXITED + " " + ANNA + " " + Cause.ERASURE);
        assertThat(values(topics.erasures()))
                .extracting(CustomerErased::customer)
                .containsExactlyInAnyOrder(ANNA, ADDRESS, BROWSER);
        assertThat(driver.<String, byte[]>getKeyValueStore(Stores.TIMELINE).approximateNumEntries())
                .isZero();
    }

    @Test
    void shouldDropWhatHappenedBeforeAnErasureAndTakeWhatHappensAfterForSomebodyNew() {
        order("o1", ANNA);
        erase(ANNA);

        send(event("Page Viewed", ANNA, List.of(), T0, Trust.SERVER, Json.object()));
        assertThat(find(ANNA)).isNull();
        order("o2", ANNA);

        assertThat(known(ANNA).state().orders().count()).isEqualTo(1);
        assertThat(known(ANNA).state().events()).containsOnlyKeys("order_completed");
    }

    @Test
    void shouldErasePeopleNobodyKnowsAndEraseTwice() {
        erase(ANNA);
        erase(ANNA);

        assertThat(values(topics.erasures())).hasSize(2);
    }

    @Test
    void shouldForgetAVisitorWhoStaysAway() {
        define("carts", "cart.count > 0");
        add("shoe", BROWSER);
        Instant added = stored;
        told();

        tick(added.plus(Duration.ofDays(90)).minusMillis(1));
        assertThat(find(BROWSER)).isNotNull();
        tick(added.plus(Duration.ofDays(90)));

        assertThat(find(BROWSER)).isNull();
        List<SegmentTransition> told = values(topics.transitions());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).cause()).isEqualTo(Cause.ERASURE);
        assertThat(told.get(0).at()).isEqualTo(added.plus(Duration.ofDays(90)));
    }

    @Test
    void shouldKeepAVisitorWhoCameBackAndEveryUser() {
        add("shoe", BROWSER);
        add("shoe", ANNA);
        Instant added = stored;
        tick(added.plus(Duration.ofDays(50)));
        add("hat", BROWSER);

        tick(added.plus(Duration.ofDays(90)));

        assertThat(find(BROWSER)).isNotNull();
        tick(added.plus(Duration.ofDays(141)));
        assertThat(find(BROWSER)).isNull();
        assertThat(find(ANNA)).isNotNull();
    }

    @Test
    void shouldForgetARedirectThatNobodyUses() {
        view(ANNA, BROWSER);
        Instant linked = stored;
        tick(linked.plus(Duration.ofDays(200)));
        add("hat", BROWSER);
        values(topics.links());

        tick(linked.plus(Duration.ofDays(400)));
        assertThat(leads(BROWSER)).isEqualTo(ANNA);
        tick(linked.plus(Duration.ofDays(600)));

        assertThat(leads(BROWSER)).isNull();
        assertThat(values(topics.links())).containsExactly((CustomerLink) null);
    }

    @Test
    void shouldKeepARedirectThatIsUsedBesideItsOwner() {
        for (int month = 0; month < 20; month++) {
            tick(T0.plus(Duration.ofDays(31L * month)));
            view(ANNA, BROWSER);
        }

        assertThat(leads(BROWSER)).isEqualTo(ANNA);
    }

    @Test
    void shouldPutAMoveAsideThatItCantReadAndGoOn() {
        pipe("user:anna", "{not json");
        pipe(
                "user:anna",
                "{\"type\":\"repointed\",\"customer\":\"user:bert\",\"expected\":\"user:a\",\"to\":\"user:b\"}");
        pipe(
                "user:anna",
                "{\"type\":\"state-moved\",\"customer\":\"user:anna\",\"path\":[\"anon:b1\"],\"rules\":0,\"record\":\"%%\","
                        + "\"claim\":{\"at\":\"2026-03-01T10:00:00Z\",\"tie\":1,\"byServer\":true}}");
        view(ANNA, BROWSER);

        assertThat(values(topics.deadLetters())).hasSize(3);
        assertThat(leads(BROWSER)).isEqualTo(ANNA);
    }

    private void view(CustomerId customer, CustomerId... others) {
        send(event("Page Viewed", customer, List.of(others), next(), Trust.BROWSER, Json.object()));
    }

    private void add(String product, CustomerId customer) {
        ObjectNode properties = Json.object().put("product_id", product).put("price", "10");
        send(event("Product Added", customer, List.of(), next(), Trust.BROWSER, properties));
    }

    private void order(String order, CustomerId customer) {
        ObjectNode properties = Json.object().put("order_id", order).put("total", "10");
        send(event("Order Completed", customer, List.of(), next(), Trust.SERVER, properties));
    }

    private ShopEvent said(CustomerId customer, Trust trust, CustomerId... others) {
        return event(ShopEvent.IDENTIFY, customer, List.of(others), next(), trust, Json.object());
    }

    private ShopEvent identified(CustomerId customer, String email, Trust trust, CustomerId... others) {
        ShopEvent said = said(customer, trust, others);
        return new ShopEvent(
                said.id(),
                ShopEvent.Kind.IDENTIFY,
                said.name(),
                customer,
                said.alsoKnownAs(),
                said.userId(),
                null,
                said.timestamp(),
                said.receivedAt(),
                said.source(),
                trust,
                false,
                Json.object(),
                Json.object().put("email", email),
                Json.object());
    }

    private ShopEvent event(
            String name, CustomerId customer, List<CustomerId> others, Instant at, Trust trust, ObjectNode properties) {
        String userId = customer.kind() == CustomerId.Kind.USER ? customer.name() : null;
        return new ShopEvent(
                "m" + events++,
                ShopEvent.Kind.TRACK,
                name,
                customer,
                others,
                userId,
                null,
                at,
                at,
                "test",
                trust,
                false,
                properties,
                Json.object(),
                Json.object());
    }

    private Instant next() {
        stored = stored.plusSeconds(1);
        return stored;
    }

    private void send(ShopEvent event) {
        send(topics.siteEvents(), event.customer(), event);
    }

    private void erase(CustomerId id) {
        next();
        send(topics.moves(), id, new Move.EraseRequested(id, List.of(), null));
    }

    private void define(String id, String expression) {
        SegmentDefinition definition = new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
        send(topics.segmentDefinitions(), id, definition);
    }

    /** Days pass in steps that a partition would see, too. */
    private void tick(Instant upTo) {
        stored = upTo.isAfter(stored) ? upTo : stored;
        send(topics.clock(), new byte[0], new Tick(upTo, Map.of(), Map.of()));
    }

    private <K, V> void send(Topic<K, V> topic, K key, V value) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer())
                .pipeInput(key, value, stored);
    }

    private void pipe(String key, String value) {
        driver.createInputTopic(topics.moves().name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), stored);
    }

    private Customer known(CustomerId id) {
        Customer customer = find(id);
        assertThat(customer).as("what is known of %s", id).isNotNull();
        return customer;
    }

    private @Nullable Customer find(CustomerId id) {
        KeyValueStore<String, byte[]> customers = driver.getKeyValueStore(Stores.CUSTOMERS);
        byte[] bytes = customers.get(id.value());
        return bytes == null ? null : CustomerCodec.decode(bytes);
    }

    private @Nullable CustomerId leads(CustomerId id) {
        KeyValueStore<String, byte[]> redirects = driver.getKeyValueStore(Stores.REDIRECTS);
        byte[] bytes = redirects.get(id.value());
        return bytes == null ? null : RedirectCodec.decode(bytes).target();
    }

    /** New transitions, without those that a new definition brings. */
    private List<String> told() {
        return values(topics.transitions()).stream()
                .filter(transition -> transition.cause() != Cause.DEFINITION)
                .map(transition -> transition.kind() + " " + transition.customer() + " " + transition.cause())
                .toList();
    }

    private <K, V> List<V> values(Topic<K, V> topic) {
        return driver
                .createOutputTopic(
                        topic.name(),
                        topic.keySerde().deserializer(),
                        topic.valueSerde().deserializer())
                .readRecordsToList()
                .stream()
                .map(TestRecord::value)
                .toList();
    }
}
