package dev.millrace.segment;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.stream.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedEventsTest {

    private static final CustomerId BERT = CustomerId.user("bert");
    private static final CustomerId BROWSER = CustomerId.anonymous("b1");

    @TempDir(factory = MemoryFolder.class)
    Path state;

    private TaskDriver driver;

    @BeforeEach
    void start() {
        driver = new TaskDriver(state);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldKnowAnEventForADay() {
        view("e1", Duration.ZERO);

        view("e1", Duration.ofHours(1));
        view("e1", Duration.ofHours(7));
        view("e1", Duration.ofHours(24));

        assertThat(views()).isEqualTo(1);
    }

    @Test
    void shouldKnowItAlsoWhenALaterRecordWasReadBefore() {
        view("e1", Duration.ofHours(13));
        view("e1", Duration.ofHours(11));
        view("e2", Duration.ofHours(5));
        view("e2", Duration.ofHours(13));

        assertThat(views()).isEqualTo(2);
    }

    @Test
    void shouldForgetItAfterwards() {
        view("e1", Duration.ZERO);

        view("e1", Duration.ofHours(31));

        assertThat(views()).isEqualTo(2);
    }

    @Test
    void shouldKnowForGoodWhatTheShopTellsOnce() {
        view("once:order-7-paid", Duration.ZERO);

        view("once:order-7-paid", Duration.ofHours(31));
        view("once:order-7-paid", Duration.ofDays(300));

        assertThat(views()).isEqualTo(1);
    }

    @Test
    void shouldKnowItForGoodAlsoOfAnIdThatLeadsElsewhere() {
        visit("once:e1", BROWSER, List.of());
        visit("login", ANNA, List.of(BROWSER));

        visit("once:e1", BROWSER, List.of(), ShopEvent.Trust.SERVER, Duration.ofDays(3));

        assertThat(views(ANNA)).isEqualTo(2);
    }

    @Test
    void shouldNotRememberForGoodWhatABrowserSays() {
        visit("once:e1", ANNA, List.of(), ShopEvent.Trust.BROWSER, Duration.ZERO);

        visit("once:e1", ANNA, List.of(), ShopEvent.Trust.BROWSER, Duration.ofHours(31));

        assertThat(views()).isEqualTo(2);
    }

    @Test
    void shouldKnowItAfterItsVisitorBecameKnown() {
        visit("e1", BROWSER, List.of());

        visit("login", ANNA, List.of(BROWSER));
        visit("e1", BROWSER, List.of());
        visit("e1", ANNA, List.of(BROWSER));

        assertThat(views(ANNA)).isEqualTo(2);
    }

    @Test
    void shouldKnowItAfterSomebodyElseTookTheBrowser() {
        visit("anna", ANNA, List.of(BROWSER));
        visit("e1", BROWSER, List.of());

        visit("bert", BERT, List.of(BROWSER));
        visit("e1", BROWSER, List.of());

        assertThat(views(ANNA)).isEqualTo(2);
        assertThat(views(BERT)).isEqualTo(1);
    }

    @Test
    void shouldNotLetABrowserTakeTheIdOfWhatTheShopTells() {
        visit("order-7", ANNA, List.of(), ShopEvent.Trust.BROWSER);
        visit("order-7", ANNA, List.of(), ShopEvent.Trust.SERVER);

        assertThat(views(ANNA)).isEqualTo(2);
    }

    @Test
    void shouldNotLetABrowserSpellSuchAnId() {
        visit("SERVER order-7", ANNA, List.of(), ShopEvent.Trust.BROWSER);
        visit("order-7", ANNA, List.of(), ShopEvent.Trust.SERVER);

        assertThat(views(ANNA)).isEqualTo(2);
    }

    @Test
    void shouldNotLetABrowserTakeTheIdOfWhatBecameOfAMessage() {
        Instant at = T0.plusSeconds(1);
        visit("c1", ANNA, List.of(), ShopEvent.Trust.BROWSER);
        driver.send(Events.clicked("c1", at), at);

        assertThat(state(ANNA).events()).containsKeys("page_viewed", "email_clicked");
    }

    @Test
    void shouldCountOneThatWaitsForTimeTwice() {
        driver.define("idle", "count(page_viewed) > 0 and age(last(page_viewed)) >= 1m");
        view("e1", Duration.ZERO);
        driver.tick(T0, Map.of());

        later("e2", Duration.ofMinutes(2));
        later("e2", Duration.ofMinutes(2));
        driver.tick(T0.plus(Duration.ofMinutes(3)), Map.of());

        assertThat(views()).isEqualTo(2);
    }

    private void visit(String id, CustomerId customer, List<CustomerId> others) {
        visit(id, customer, others, ShopEvent.Trust.SERVER);
    }

    private void visit(String id, CustomerId customer, List<CustomerId> others, ShopEvent.Trust trust) {
        visit(id, customer, others, trust, Duration.ZERO);
    }

    private void visit(
            String id, CustomerId customer, List<CustomerId> others, ShopEvent.Trust trust, Duration stored) {
        ShopEvent event = new ShopEvent(
                id,
                ShopEvent.Kind.TRACK,
                "Page Viewed",
                customer,
                others,
                customer.kind() == CustomerId.Kind.USER ? customer.name() : null,
                null,
                T0,
                T0,
                "test",
                trust,
                false,
                Json.object(),
                Json.object(),
                Json.object());
        driver.send(driver.topics.siteEvents(), event, T0.plus(stored));
    }

    private void later(String id, Duration after) {
        Instant at = T0.plus(after);
        driver.send(driver.topics.siteEvents(), Events.track(id, "Page Viewed", at, Json.object()), at);
    }

    private void view(String id, Duration after) {
        Instant stored = T0.plus(after);
        driver.send(driver.topics.siteEvents(), Events.track(id, "Page Viewed", T0, Json.object()), stored);
    }

    private long views() {
        return views(ANNA);
    }

    private long views(CustomerId customer) {
        return state(customer).events().get("page_viewed").count();
    }

    private CustomerState state(CustomerId customer) {
        byte[] record = driver.<String, byte[]>store(Stores.CUSTOMERS).get(customer.value());
        return CustomerCodec.decode(record).state();
    }
}
