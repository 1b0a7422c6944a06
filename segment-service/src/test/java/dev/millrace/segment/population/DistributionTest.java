package dev.millrace.segment.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.junit.jupiter.api.Test;

class DistributionTest {

    /** Fewer than a sketch holds: nothing is left to chance. */
    @Property(tries = 500)
    void shouldBeExactForASmallBase(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -20, max = 20) Integer> base,
            @ForAll @IntRange(min = -22, max = 22) int asked) {
        double less = base.stream().filter(value -> value < asked).count();

        assertThat(of(base).shareBelow(asked)).isCloseTo(less / base.size(), within(1e-12));
    }

    @Property(tries = 500)
    void shouldHaveAMedianThatHalfDoesNotExceed(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -20, max = 20) Integer> base) {
        double median = of(base).median();

        long atMost = base.stream().filter(value -> value <= median).count();
        long less = base.stream().filter(value -> value < median).count();
        assertThat(atMost * 2).isGreaterThanOrEqualTo(base.size());
        assertThat(less * 2).isLessThan(base.size());
    }

    @Test
    void shouldBeNearTheTruthForALargeBase() {
        KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(800);
        for (int i = 0; i < 100_000; i++) {
            sketch.update(i * 7919 % 100_000);
        }

        Distribution distribution = Distribution.of(sketch);

        for (int value = 0; value < 100_000; value += 997) {
            assertThat(distribution.shareBelow(value)).isCloseTo(value / 100_000.0, within(0.02));
        }
        assertThat(distribution.values()).hasSizeLessThanOrEqualTo(Distribution.STEPS + 1);
    }

    @Test
    void shouldStayTheSameWhenPublished() {
        Distribution distribution = of(List.of(1, 1, 2, 5));

        Distribution read = Distribution.of(
                distribution.count(), distribution.values(), distribution.below(), distribution.atMost());

        assertThat(read.distanceTo(distribution)).isZero();
        assertThat(read.shareBelow(2)).isEqualTo(0.5);
        assertThat(read.shareBelow(3)).isEqualTo(0.75);
    }

    @Test
    void shouldTellHowFarTwoAreApart() {
        assertThat(of(List.of(1, 2, 3, 4)).distanceTo(of(List.of(1, 2, 3, 9)))).isEqualTo(0.25);
        assertThat(of(List.of(1, 1)).distanceTo(of(List.of(2, 2)))).isEqualTo(1);
    }

    private static Distribution of(List<Integer> base) {
        KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(800);
        Arrays.stream(base.stream().mapToInt(Integer::intValue).toArray()).forEach(sketch::update);
        return Distribution.of(sketch);
    }
}
