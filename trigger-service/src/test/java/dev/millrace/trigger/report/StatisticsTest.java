package dev.millrace.trigger.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.trigger.report.Proportion.Interval;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values that are published, or that follow by hand. */
class StatisticsTest {

    /** Newcombe, Statistics in Medicine 17 (1998) 857 and 873: his examples for the methods used here. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void should_give_the_published_intervals_of_one_proportion(long hits, long all, double low, double high) {
        Interval interval = new Proportion(hits, all).interval();

        assertThat(interval.low()).isCloseTo(low, within(0.00006));
        assertThat(interval.high()).isCloseTo(high, within(0.00006));
    }

    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void should_give_the_published_intervals_of_a_difference(
            long hits, long all, long otherHits, long otherAll, double low, double high) {
        Interval interval = new Proportion(hits, all).minus(new Proportion(otherHits, otherAll));

        assertThat(interval.low()).isCloseTo(low, within(0.00006));
        assertThat(interval.high()).isCloseTo(high, within(0.00006));
    }

    @Test
    void should_refuse_what_is_no_proportion() {
        assertThatThrownBy(() -> new Proportion(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The columns 0.05 and 0.01 (two-sided) of any printed table. */
    @ParameterizedTest
    @CsvSource({
        "0.975, 1, 12.7062",
        "0.975, 2, 4.3027",
        "0.975, 5, 2.5706",
        "0.975, 10, 2.2281",
        "0.975, 30, 2.0423",
        "0.975, 120, 1.9799",
        "0.995, 10, 3.1693",
        "0.975, 1e9, 1.9602"
    })
    void should_give_the_tabled_quantiles(double p, double freedom, double expected) {
        assertThat(StudentT.quantile(p, freedom)).isCloseTo(expected, within(0.0001));
    }

    /** Welch's test on the two samples that his Wikipedia article and R's manual tradition use: t = -2.46, 25 degrees. */
    @Test
    void should_give_the_interval_of_two_samples_that_vary_differently() {
        Amounts one = amounts(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4);
        Amounts other =
                amounts(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4);

        Interval interval = one.minus(other).orElseThrow();

        double half = (interval.high() - interval.low()) / 2;
        double middle = (interval.high() + interval.low()) / 2;
        assertThat(middle).isCloseTo(-2.1667, within(0.0001));
        assertThat(middle / (half / StudentT.quantile(0.975, 24.98853))).isCloseTo(-2.4554, within(0.0001));
    }

    @Test
    void should_say_nothing_where_nothing_varies() {
        assertThat(amounts(0, 0, 0).minus(amounts(0, 0))).isEmpty();
        assertThat(amounts(5).minus(amounts(1, 2))).isEmpty();
    }

    /** Of many shops in which the campaign changes nothing, about one in twenty is told that it does. */
    @Test
    void should_hold_the_true_difference_nineteen_times_of_twenty() {
        Random random = new Random(7);
        int missed = 0;
        for (int shop = 0; shop < 2_000; shop++) {
            Proportion one = new Proportion(hits(random, 400, 0.08), 400);
            Proportion other = new Proportion(hits(random, 100, 0.03), 100);
            Interval interval = one.minus(other);
            missed += interval.low() > 0.05 || interval.high() < 0.05 ? 1 : 0;
        }

        assertThat(missed / 2_000.0).isBetween(0.03, 0.07);
    }

    private static long hits(Random random, int all, double chance) {
        return random.doubles(all).filter(draw -> draw < chance).count();
    }

    private static Amounts amounts(double... values) {
        return new Amounts(
                values.length,
                Arrays.stream(values).sum(),
                Arrays.stream(values).map(value -> value * value).sum());
    }
}
