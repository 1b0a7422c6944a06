package dev.millrace.segment.population;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.population.Purchase.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.junit.jupiter.api.Test;

class CategoryIntervalsTest {

    private final CategoryIntervals intervals = new CategoryIntervals();

    @Test
    void shouldMeasureFromAnOrderOfTheCategoryToTheNext() {
        intervals.count(List.of(purchase(0, "coffee"), purchase(10, "mills"), purchase(30, "coffee")));

        assertThat(days()).isEqualTo(Map.of("reorder_interval/coffee", List.of(30.0)));
    }

    @Test
    void shouldNotAskInWhichOrderTheyAreTold() {
        intervals.count(List.of(purchase(30, "coffee"), purchase(0, "coffee"), purchase(12, "coffee")));

        assertThat(days()).isEqualTo(Map.of("reorder_interval/coffee", List.of(12.0, 18.0)));
    }

    @Test
    void shouldCountACategoryOnceAnOrderHoweverItIsWritten() {
        intervals.count(List.of(purchase(0, "Green  Tea", "green tea"), purchase(7, " GREEN tea")));

        assertThat(days()).isEqualTo(Map.of("reorder_interval/green tea", List.of(7.0)));
    }

    @Test
    void shouldKeepThoseBoughtAgainMostOftenOfVeryManyCategories() {
        for (int i = 0; i < 30_000; i++) {
            intervals.count(List.of(purchase(0, "rare" + i), purchase(1, "rare" + i)));
            intervals.count(List.of(purchase(0, "often"), purchase(5, "often")));
        }

        Map<String, KllDoublesSketch> greatest = intervals.greatest();
        assertThat(greatest).hasSize(CategoryIntervals.MOST).containsKey("reorder_interval/often");
        assertThat(greatest.get("reorder_interval/often").getN()).isEqualTo(30_000);
    }

    private static Purchase purchase(int day, String... categories) {
        Instant at = T0.plus(Duration.ofDays(day));
        List<Line> lines = new ArrayList<>();
        for (String category : categories) {
            lines.add(new Line("p", category));
        }
        lines.add(new Line("without", null));
        return new Purchase(at, lines);
    }

    private Map<String, List<Double>> days() {
        Map<String, List<Double>> days = new java.util.TreeMap<>();
        intervals.greatest().forEach((name, sketch) -> {
            List<Double> values = new ArrayList<>();
            Weighted.of(sketch)
                    .forEach(it -> values.add(it.value() / Duration.ofDays(1).toMillis()));
            days.put(name, values);
        });
        return days;
    }
}
