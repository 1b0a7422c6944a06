package dev.millrace.ingest.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contract.IngestSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {

    private static final IngestSource BROWSER = source("storefront", IngestSource.Kind.BROWSER);
    private static final IngestSource OTHER = source("app", IngestSource.Kind.BROWSER);
    private static final IngestSource SERVER = source("backend", IngestSource.Kind.SERVER);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AddressLimits limits = new AddressLimits(10, 42, nanos::get);

    @Test
    void shouldHoldOneAddressAndLetTheOthersPass() {
        assertThat(take("192.0.2.1", 50)).isZero();
        assertThat(take("192.0.2.1", 1)).isEqualTo(Duration.ofNanos(1));
        assertThat(take("192.0.2.2", 1)).isZero();
        assertThat(limits.take(OTHER, "192.0.2.1", 1)).isZero();
        assertThat(limits.take(SERVER, "192.0.2.1", 100_000)).isZero();
        assertThat(limits.take(SERVER, "192.0.2.1", 1)).isZero();
    }

    @Test
    void shouldLetABatchPassWhenAnythingIsLeftAndHaveItPaidBack() {
        assertThat(take("192.0.2.1", 100)).isZero();
        assertThat(limits.wait(BROWSER, "192.0.2.1"))
                .isEqualTo(Duration.ofSeconds(5).plusNanos(1));
        pass(Duration.ofSeconds(5));
        assertThat(take("192.0.2.1", 1)).isEqualTo(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(limits.wait(BROWSER, "192.0.2.1")).isZero();
        assertThat(take("192.0.2.1", 1)).isZero();
        assertThat(take("192.0.2.1", 1)).isPositive();
    }

    @Test
    void shouldTakeNothingFromWhoIsRefused() {
        take("192.0.2.1", 50);
        for (int i = 0; i < 1_000; i++) {
            take("192.0.2.1", 50);
        }
        pass(Duration.ofMillis(100));
        assertThat(take("192.0.2.1", 1)).isZero();
    }

    @Test
    void shouldSaveUpFiveSecondsAtMost() {
        pass(Duration.ofDays(1));
        assertThat(take("192.0.2.1", 49)).isZero();
        assertThat(take("192.0.2.1", 1)).isZero();
        assertThat(take("192.0.2.1", 1)).isPositive();
    }

    @Test
    void shouldSpreadAddressesOverItsSlots() {
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            held += take("198.51." + i / 250 + "." + i % 250, 50).isZero() ? 0 : 1;
        }

        // as many as chance has it among 65,536
        assertThat(held).isLessThan(80);
    }

    @Test
    void shouldHoldNobodyWhereThereIsNoLimitOrNoAddress() {
        AddressLimits none = new AddressLimits(0, 42, nanos::get);

        assertThat(none.take(BROWSER, "192.0.2.1", 1_000_000)).isZero();
        assertThat(none.take(BROWSER, "192.0.2.1", 1)).isZero();
        assertThat(take("", 1_000_000)).isZero();
        assertThat(take("", 1)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressLimits(-1, 42, nanos::get));
    }

    private Duration take(String address, int events) {
        return limits.take(BROWSER, address, events);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static IngestSource source(String name, IngestSource.Kind kind) {
        return new IngestSource(name, kind, List.of(), Set.of(), null, null);
    }
}
