package dev.millrace.segment;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.codec.CustomerCodec;
import dev.millrace.segment.codec.UnreadableState;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.stream.Stores;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of customers that can't be read, or would grow without end: what the processors do with them. */
class CustomerRecordTest {

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
    void shouldStopAtARecordOfANewerReleaseAndLeaveItAsItIs() {
        byte[] newer = record();
        newer[0] = 9;
        put(newer);

        assertThatThrownBy(() -> view("e2", 1)).hasRootCauseInstanceOf(UnreadableState.class);
        assertThat(record()).isEqualTo(newer);
        assertThatThrownBy(() -> tick(20)).hasRootCauseInstanceOf(UnreadableState.class);
        assertThat(record()).isEqualTo(newer);
    }

    @Test
    void shouldStopAtADamagedPartThatAnEventOrATimerNeeds() {
        byte[] damaged = record();
        int name = indexOf(damaged, "shoe");
        damaged[name - 1] = 120;
        put(damaged);

        assertThatThrownBy(() ->
                        driver.send(driver.topics.cartEvents(), Events.added("e2", "hat", 1, second(1)), second(1)))
                .hasRootCauseInstanceOf(UnreadableState.class);
        assertThatThrownBy(() -> tick(20)).hasRootCauseInstanceOf(UnreadableState.class);
        assertThat(record()).isEqualTo(damaged);
    }

    @Test
    void shouldKeepACustomerOfAThousandTraitsAndManyEventsSmallAndSayThatDetailIsLost() {
        var traits = Json.object();
        for (int i = 0; i < 1000; i++) {
            traits.put("trait-" + i, "value-" + i);
        }
        driver.send(
                driver.topics.profileEvents(),
                Events.identify("i1", second(1), traits, ShopEvent.Trust.SERVER),
                second(1));
        for (int i = 0; i < 400; i++) {
            ShopEvent event = Events.track("x" + i, "Kind " + i, second(2), Json.object());
            driver.send(driver.topics.siteEvents(), event, second(2));
        }

        assertThat(record().length).isLessThan(100_000);
        assertThat(customer().state().detailsLost()).isPositive();
    }

    private void view(String id, long at) {
        driver.send(driver.topics.siteEvents(), Events.track(id, "Page Viewed", second(at), Json.object()), second(at));
    }

    private void tick(long upTo) {
        driver.tick(second(upTo), Map.of());
    }

    private Customer customer() {
        return CustomerCodec.decode(record());
    }

    private byte[] record() {
        return driver.<String, byte[]>store(Stores.CUSTOMERS).get(ANNA.value()).clone();
    }

    private void put(byte[] bytes) {
        driver.<String, byte[]>store(Stores.CUSTOMERS).put(ANNA.value(), bytes);
    }

    private static int indexOf(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there: " + text);
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }
}
