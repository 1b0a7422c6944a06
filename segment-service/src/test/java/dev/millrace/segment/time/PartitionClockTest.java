package dev.millrace.segment.time;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Tick;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

    private static final Instant T1 = T0.plusSeconds(1);
    private static final Instant T2 = T0.plusSeconds(2);
    private static final Instant T3 = T0.plusSeconds(3);

    private final PartitionClock clock = new PartitionClock(Map.of("cart", 10L));

    @Test
    void shouldLetTimePassWhenAllBelowTheOffsetsIsProcessed() {
        clock.offer(tick(T1, Map.of("cart", 10L, "order", 0L)));

        assertThat(clock.advance()).contains(T1);
        assertThat(clock.passed()).isEqualTo(T1);
    }

    @Test
    void shouldWaitForTheLastRecordBelowTheOffsets() {
        clock.offer(tick(T1, Map.of("cart", 12L)));

        assertThat(clock.advance()).isEmpty();
        clock.processed("cart", 10);
        assertThat(clock.advance()).isEmpty();
        clock.processed("cart", 11);
        assertThat(clock.advance()).contains(T1);
    }

    @Test
    void shouldNotWaitForRecordsThatTheLogHasDropped() {
        clock.offer(new Tick(T1, Map.of("cart", 50L, "order", 7L), Map.of("cart", 50L, "order", 7L)));

        assertThat(clock.advance()).contains(T1);
    }

    @Test
    void shouldSayNothingForAMark() {
        clock.offer(Tick.mark());

        assertThat(clock.advance()).isEmpty();
    }

    @Test
    void shouldIgnoreTicksThatRepeatOrGoBack() {
        clock.offer(tick(T2, Map.of("cart", 10L)));
        assertThat(clock.advance()).contains(T2);

        clock.offer(tick(T2, Map.of("cart", 10L)));
        clock.offer(tick(T1, Map.of("cart", 10L)));

        assertThat(clock.advance()).isEmpty();
        assertThat(clock.passed()).isEqualTo(T2);
    }

    @Test
    void shouldKeepTheFirstAndTheNewestOfManyTicksThatWait() {
        clock.offer(tick(T1, Map.of("cart", 11L)));
        clock.offer(tick(T2, Map.of("cart", 12L)));
        clock.offer(tick(T3, Map.of("cart", 13L)));

        clock.processed("cart", 10);
        assertThat(clock.advance()).contains(T1);
        clock.processed("cart", 11);
        assertThat(clock.advance()).isEmpty();
        clock.processed("cart", 12);
        assertThat(clock.advance()).contains(T3);
    }

    private static Tick tick(Instant upTo, Map<String, Long> reached) {
        return new Tick(upTo, reached, Map.of());
    }
}
