package dev.millrace.segment.time;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Tick;
import dev.millrace.segment.membership.LogPosition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

    private static final Instant T1 = T0.plusSeconds(1);
    private static final Instant T2 = T0.plusSeconds(2);
    private static final Instant T3 = T0.plusSeconds(3);

    private long ticks;
    private final PartitionClock clock = new PartitionClock(Map.of("cart", 10L));

    @Test
    void shouldLetTimePassWhenAllBelowTheOffsetsIsProcessed() {
        offer(tick(T1, Map.of("cart", 10L, "order", 0L)));

        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T1);
        assertThat(clock.passed()).isEqualTo(T1);
    }

    @Test
    void shouldWaitForTheLastRecordBelowTheOffsets() {
        offer(tick(T1, Map.of("cart", 12L)));

        assertThat(clock.advance()).isFalse();
        clock.processed("cart", 10);
        assertThat(clock.advance()).isFalse();
        clock.processed("cart", 11);
        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T1);
    }

    @Test
    void shouldNotWaitForRecordsThatTheLogHasDropped() {
        offer(new Tick(T1, Map.of("cart", 50L, "order", 7L), Map.of("cart", 50L, "order", 7L)));

        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T1);
    }

    @Test
    void shouldSayNothingForAMark() {
        offer(Tick.mark());

        assertThat(clock.advance()).isFalse();
    }

    @Test
    void shouldIgnoreTicksThatRepeatOrGoBack() {
        offer(tick(T2, Map.of("cart", 10L)));
        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T2);

        offer(tick(T2, Map.of("cart", 10L)));
        offer(tick(T1, Map.of("cart", 10L)));

        assertThat(clock.advance()).isFalse();
        assertThat(clock.passed()).isEqualTo(T2);
    }

    @Test
    void shouldKeepTheFirstAndTheNewestOfManyTicksThatWait() {
        offer(tick(T1, Map.of("cart", 11L)));
        offer(tick(T2, Map.of("cart", 12L)));
        offer(tick(T3, Map.of("cart", 13L)));

        clock.processed("cart", 10);
        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T1);
        clock.processed("cart", 11);
        assertThat(clock.advance()).isFalse();
        clock.processed("cart", 12);
        assertThat(clock.advance()).isTrue();
        assertThat(clock.passed()).isEqualTo(T3);
    }

    @Test
    void shouldSayWhichTicksSayNothingNew() {
        assertThat(offer(tick(T2, Map.of("cart", 11L)))).isTrue();
        assertThat(offer(tick(T2, Map.of("cart", 11L)))).isFalse();
        assertThat(offer(tick(T1, Map.of("cart", 10L)))).isFalse();
        assertThat(offer(tick(T3, Map.of("cart", 12L)))).isTrue();
        assertThat(offer(tick(T2.plusMillis(1), Map.of("cart", 12L)))).isFalse();
    }

    @Test
    void shouldNotWaitForOffsetsThatNoRecordCarries() {
        offer(tick(T1, Map.of("cart", 13L)));
        clock.processed("cart", 10);

        clock.skip(new Gap("cart", 12, 13));
        assertThat(clock.advance()).isFalse();
        clock.processed("cart", 11);
        clock.skip(new Gap("cart", 12, 13));

        assertThat(clock.advance()).isTrue();
    }

    @Test
    void shouldSayWhatItWaitsFor() {
        offer(tick(T1, Map.of("cart", 10L, "order", 3L)));
        clock.noteWaiting();

        assertThat(clock.waitsFor()).isEqualTo(Map.of("order", 0L));
    }

    @Test
    void shouldGoOnFromWhereItWas() {
        PartitionClock resumed = new PartitionClock(Map.of(), new LogPosition("clock", 0, -1, T2), T1);

        assertThat(resumed.passed()).isEqualTo(T2);
        assertThat(resumed.settled()).isEqualTo(T1);
        assertThat(resumed.offer(tick(T1, Map.of()), new LogPosition("clock", 0, 7, T1)))
                .isFalse();
    }

    private boolean offer(Tick tick) {
        return clock.offer(tick, new LogPosition("clock", 0, ticks++, T0));
    }

    private static Tick tick(Instant upTo, Map<String, Long> reached) {
        return new Tick(upTo, reached, Map.of());
    }
}
