package dev.millrace.segment;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are read ahead of the clock wait until time has come so far. */
class ParkingTest {

    @TempDir(factory = MemoryFolder.class)
    Path state;

    private TaskDriver driver;

    @BeforeEach
    void start() {
        driver = new TaskDriver(state);
        driver.define("abandoned", "cart.count > 0 and age(cart.updated) >= 10s");
        driver.define("buyers", "count(order_completed) > 0");
        driver.send(driver.topics.cartEvents(), Events.added("e1", "shoe", 1, T0), T0);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldLetAnEventWaitThatWouldDecideATimer() {
        view("e2", 20);
        assertThat(parked()).isEqualTo(1);

        order("e3", 9);
        tick(30);

        assertThat(driver.told()).containsExactly("ENTERED buyers 9.0 EVENT");
        assertThat(parked()).isZero();
        assertThat(customer().state().events()).containsKeys("page_viewed", "order_completed");
    }

    @Test
    void shouldLetTheTimerGoFirstAndThenTheEvent() {
        order("e2", 20);
        assertThat(driver.told()).isEmpty();

        tick(15);
        assertThat(driver.told()).containsExactly("ENTERED abandoned 10.0 TIME");
        assertThat(parked()).isEqualTo(1);
        tick(20);

        assertThat(driver.told()).containsExactly("EXITED abandoned 20.0 EVENT", "ENTERED buyers 20.0 EVENT");
    }

    @Test
    void shouldTakeAnEventAtOnceThatComesBeforeItsCustomersTimer() {
        order("e2", 9);

        assertThat(driver.told()).containsExactly("ENTERED buyers 9.0 EVENT");
        assertThat(parked()).isZero();
    }

    @Test
    void shouldNotLetAnEventOvertakeOneThatWaits() {
        order("e2", 20);
        view("e3", 25);
        view("e4", 11);
        tick(12);

        assertThat(parked()).isEqualTo(2);
        tick(40);
        assertThat(driver.told())
                .containsExactly(
                        "ENTERED abandoned 10.0 TIME", "EXITED abandoned 20.0 EVENT", "ENTERED buyers 20.0 EVENT");
    }

    @Test
    void shouldNotLetOneCustomerWaitForAnother() {
        ShopEvent theirs = Events.ordered("e2", "o2", "5", second(30));
        driver.send(driver.topics.orderEvents(), by("user:berta", theirs), second(30));

        assertThat(driver.told()).containsExactly("ENTERED buyers 30.0 EVENT");
    }

    @Test
    void shouldLetAnEventOfTheFutureWaitOnlyUntilItWasStored() {
        driver.send(driver.topics.orderEvents(), Events.ordered("e2", "o1", "5", second(86_400)), second(12));
        assertThat(parked()).isEqualTo(1);

        tick(12);

        assertThat(driver.told())
                .containsExactly(
                        "ENTERED abandoned 10.0 TIME", "EXITED abandoned 12.0 EVENT", "ENTERED buyers 12.0 EVENT");
    }

    @Test
    void shouldLetHistoryWaitThatIsAsNewAsATimer() {
        ShopEvent history = Events.historical(
                "h1", "Order Completed", second(11), Json.object().put("total", "5"));
        driver.send(driver.topics.orderEvents(), history, second(12));

        assertThat(parked()).isEqualTo(1);
        tick(20);

        assertThat(driver.told()).startsWith("ENTERED abandoned 10.0 TIME").hasSize(3);
        assertThat(parked()).isZero();
    }

    @Test
    void shouldLetTimeFlowThroughALongQueueOfEventsOfOneCustomer() {
        for (int i = 0; i < 100; i++) {
            view("v" + i, 20 + i);
        }
        assertThat(parked()).isEqualTo(100);

        tick(200);
        assertThat(parked()).isPositive();
        for (int i = 0; i < 100; i++) {
            driver.pass(Duration.ofMillis(10));
        }

        assertThat(parked()).isZero();
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(100);
        assertThat(driver.task().clock().settled()).isEqualTo(second(200));
    }

    @Test
    void shouldNotLetOneEventTakeAlongAllThatAnOutageLeftWaiting() {
        for (int i = 0; i < 300; i++) {
            view("v" + i, 20 + i);
        }
        tick(400);
        int waiting = parked();

        view("live", 401);

        assertThat(waiting - parked()).isBetween(1, 100);
        tick(500);
        for (int i = 0; i < 300; i++) {
            driver.pass(Duration.ofMillis(10));
        }
        assertThat(parked()).isZero();
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(301);
    }

    @Test
    void shouldNotForgetAnAnonymousCustomerOfWhomAnEventWaits() {
        long days = Duration.ofDays(90).toSeconds();
        driver.define("away", "age(last(page_viewed)) >= 90d");
        driver.send(driver.topics.siteEvents(), anonymous("a1", second(1)), second(1));
        driver.send(driver.topics.siteEvents(), anonymous("a2", second(days + 6)), second(days + 6));
        assertThat(parked()).isEqualTo(1);

        tick(days + 3);
        driver.told();
        tick(days + 10);

        assertThat(driver.told()).containsExactly("EXITED away %s.0 EVENT".formatted(days + 6));
        assertThat(parked()).isZero();
    }

    private static ShopEvent anonymous(String id, Instant at) {
        return by("anon:b1", Events.track(id, "Page Viewed", at, Json.object()));
    }

    @Test
    void shouldKeepAnEventThatWaitsAndHappenedAfterAnErasure() {
        view("e2", 12);
        view("e3", 20);
        assertThat(parked()).isEqualTo(2);

        driver.erase(ANNA, second(15), second(21));

        assertThat(parked()).isZero();
        assertThat(customer().state().cart().items()).isEmpty();
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(1);
        assertThat(customer().state().lastSeen()).isEqualTo(second(20));
    }

    @Test
    void shouldTakeAlongWhatWaitsForAVisitorWhoTurnsOutToBeSomebody() {
        driver.send(driver.topics.cartEvents(), by("anon:b1", Events.added("v1", "hat", 1, T0)), T0);
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v2", 20)), second(20));
        assertThat(parked()).isEqualTo(1);

        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v3", 5)), second(5));
        assertThat(parked()).isEqualTo(1);
        tick(30);

        assertThat(parked()).isZero();
        assertThat(customer().state().cart().items()).containsOnlyKeys("shoe", "hat");
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(2);
        assertThat(customer().state().lastSeen()).isEqualTo(second(20));
    }

    @Test
    void shouldCountWhatWaitedOnceAlsoWhereItsIdLeadsToSomebodyElseByNow() {
        driver.send(driver.topics.cartEvents(), by("anon:b1", Events.added("v1", "hat", 1, T0)), T0);
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v2", 20)), second(20));
        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v3", 5)), second(5));
        tick(30);
        String bert = "user:bert";
        driver.send(driver.topics.siteEvents(), by(bert, alsoKnownAs("anon:b1", viewed("v4", 31))), second(31));

        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v2", 20)), second(32));

        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(2);
        Customer other = CustomerCodec.decode(
                driver.<String, byte[]>store(Stores.CUSTOMERS).get(bert));
        assertThat(other.state().events().get("page_viewed").count()).isEqualTo(1);
    }

    @Test
    void shouldLetWhatWaitsGoOnAfterAnotherCustomerCameIn() {
        driver.send(driver.topics.cartEvents(), by("anon:b1", Events.added("v1", "hat", 1, second(1))), second(1));
        order("e2", 20);
        assertThat(parked()).isEqualTo(1);

        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v3", 5)), second(5));
        tick(30);

        assertThat(parked()).isZero();
        assertThat(driver.told()).contains("ENTERED buyers 20.0 EVENT");
        assertThat(customer().state().events()).containsKeys("order_completed", "page_viewed", "product_added");
    }

    @Test
    void shouldNotFireATimerAheadOfTheClockForSomebodyWhoComesInFromAheadOfIt() {
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v1", 20)), second(20));

        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v2", 5)), second(5));
        assertThat(driver.told()).isEmpty();
        assertThat(parked()).isEqualTo(1);
        order("e2", 9);
        tick(30);

        assertThat(driver.told()).containsExactly("ENTERED buyers 9.0 EVENT");
        assertThat(parked()).isZero();
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(2);
        assertThat(customer().links().all()).hasSize(1);
    }

    @Test
    void shouldLetTheTimerGoFirstAndThenWhoComesIn() {
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v1", 20)), second(20));
        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v2", 5)), second(5));

        tick(15);
        assertThat(driver.told()).containsExactly("ENTERED abandoned 10.0 TIME");
        assertThat(parked()).isEqualTo(1);
        tick(20);

        assertThat(parked()).isZero();
        assertThat(customer().state().lastSeen()).isEqualTo(second(20));
    }

    @Test
    void shouldTakeAlongWhoWaitsToComeIn() {
        String address = "mail:0f0f";
        driver.send(driver.topics.cartEvents(), by(address, Events.added("m1", "hat", 1, T0)), T0);
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v1", 20)), second(20));
        driver.send(driver.topics.siteEvents(), by(address, alsoKnownAs("anon:b1", viewed("v2", 5))), second(5));
        assertThat(parked()).isEqualTo(1);

        driver.send(driver.topics.siteEvents(), alsoKnownAs(address, viewed("v3", 6)), second(6));
        tick(30);

        assertThat(parked()).isZero();
        assertThat(customer().state().cart().items()).containsOnlyKeys("shoe", "hat");
        assertThat(customer().state().events().get("page_viewed").count()).isEqualTo(3);
    }

    @Test
    void shouldDropWhoWaitsToComeInWithAnErasure() {
        driver.send(driver.topics.siteEvents(), by("anon:b1", viewed("v1", 20)), second(20));
        driver.send(driver.topics.siteEvents(), alsoKnownAs("anon:b1", viewed("v2", 5)), second(5));
        assertThat(parked()).isEqualTo(1);

        driver.erase(ANNA, second(21), second(21));

        assertThat(parked()).isZero();
        assertThat(driver.<String, byte[]>store(Stores.CUSTOMERS).get(ANNA.value()))
                .isNull();
    }

    @Test
    void shouldKeepHowFarTimeHasComeInItsStore() {
        tick(5);

        KeyValueStore<String, Long> progress = driver.store(Stores.PROGRESS);
        assertThat(progress.get("settled")).isEqualTo(second(5).toEpochMilli());
        assertThat(progress.get("passed")).isEqualTo(second(5).toEpochMilli());
    }

    private void order(String id, long at) {
        driver.send(driver.topics.orderEvents(), Events.ordered(id, "o-" + id, "5", second(at)), second(at));
    }

    private void view(String id, long at) {
        driver.send(driver.topics.siteEvents(), Events.track(id, "Page Viewed", second(at), Json.object()), second(at));
    }

    private void tick(long upTo) {
        driver.tick(second(upTo), Map.of());
    }

    private static ShopEvent viewed(String id, long at) {
        return Events.track(id, "Page Viewed", second(at), Json.object());
    }

    private static ShopEvent by(String id, ShopEvent event) {
        CustomerId customer = CustomerId.of(id);
        boolean isUser = customer.kind() == CustomerId.Kind.USER;
        return changed(event, customer, event.alsoKnownAs(), isUser ? customer.name() : null);
    }

    private static ShopEvent alsoKnownAs(String other, ShopEvent event) {
        return changed(event, event.customer(), List.of(CustomerId.of(other)), event.userId());
    }

    private static ShopEvent changed(
            ShopEvent event, CustomerId customer, List<CustomerId> others, @Nullable String userId) {
        return new ShopEvent(
                event.id(),
                event.kind(),
                event.name(),
                customer,
                others,
                userId,
                event.anonymousId(),
                event.timestamp(),
                event.receivedAt(),
                event.source(),
                event.trust(),
                false,
                event.properties(),
                event.traits(),
                event.context());
    }

    private Customer customer() {
        return CustomerCodec.decode(record());
    }

    private byte[] record() {
        return driver.<String, byte[]>store(Stores.CUSTOMERS).get(ANNA.value()).clone();
    }

    private int parked() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>store(Stores.PARKED).all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }
}
