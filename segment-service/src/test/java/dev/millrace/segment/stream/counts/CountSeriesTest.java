package dev.millrace.segment.stream.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountSeriesTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:30Z");

    @ParameterizedTest
    @EnumSource
    void shouldTakeTheSameRoomForEver(CountSeries series) {
        long places = IntStream.range(0, 5 * series.slots())
                .map(slot -> series.place(series.slotOf(T0.plus(series.step().multipliedBy(slot)))))
                .distinct()
                .count();

        assertThat(places).isEqualTo(series.slots());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotOverwriteWhatIsStillShown(CountSeries series) {
        int first = series.place(series.slotOf(T0));

        for (int slot = 1; slot < series.slots(); slot++) {
            assertThat(series.place(series.slotOf(T0.plus(series.step().multipliedBy(slot)))))
                    .isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginASlotAtItsBeginning(CountSeries series) {
        Instant slot = series.slotOf(T0);

        assertThat(slot).isBeforeOrEqualTo(T0).isAfter(T0.minus(series.step()));
        assertThat(series.slotOf(slot)).isEqualTo(slot);
        assertThat(series.slotOf(slot.minusMillis(1))).isEqualTo(slot.minus(series.step()));
    }
}
