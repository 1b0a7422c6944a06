package dev.millrace.segment.population;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.segment.population.Purchase.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalesTest {

    private final Sales sales = new Sales();

    @Test
    void shouldCountAProductOnceAnOrder() {
        sales.count(List.of(new Line("mill", "mills"), new Line("mill", "mills"), new Line("flour", "flour")));
        sales.count(List.of(new Line("mill", "mills")));

        assertThat(told())
                .containsEntry("best_sellers", Map.of("mill", 2L, "flour", 1L))
                .containsEntry("best_sellers/mills", Map.of("mill", 2L))
                .containsEntry("best_sellers/flour", Map.of("flour", 1L))
                .containsEntry("bought_together/mill", Map.of("flour", 1L))
                .containsEntry("bought_together/flour", Map.of("mill", 1L));
    }

    @Test
    void shouldSayNothingOfAProductThatIsAlwaysBoughtAlone() {
        sales.count(List.of(new Line("mill", null)));

        assertThat(told()).containsOnlyKeys("best_sellers");
    }

    @Test
    void shouldKeepTheBestSellersOfVeryManyProducts() {
        for (int i = 0; i < 100_000; i++) {
            sales.count(List.of(new Line("rare" + i, null), new Line("often", null)));
        }

        Map<String, Long> best = told().get("best_sellers");
        assertThat(best).hasSize(200).containsEntry("often", 100_000L);
        assertThat(best.keySet()).startsWith("often");
    }

    @Test
    void shouldHoldABoundedNumberOfPairsAndKeepThoseThatAreBoughtTogetherOften() {
        for (int i = 0; i < 20_000; i++) {
            List<Line> order = new ArrayList<>(List.of(new Line("mill", "mills"), new Line("flour", "food")));
            for (int j = 0; j < 20; j++) {
                order.add(new Line("rare" + i + "-" + j, "category" + i + "-" + j));
            }
            sales.count(order);
            assertThat(sales.pairs()).isLessThanOrEqualTo(2 * Sales.MAX_PAIRS);
        }

        assertThat(told().get("bought_together/mill")).containsEntry("flour", 20_000L);
        assertThat(told().get("best_sellers/food")).containsEntry("flour", 20_000L);
    }

    @Test
    void shouldKeepSomeOfTheLeastWhenAllWereCountedAlike() {
        Pairings pairings = new Pairings(1_000, 100);
        for (int i = 0; i < 101; i++) {
            pairings.add("mill" + i % 10, "flour" + i);
        }

        assertThat(pairings.size()).isEqualTo(50);
        assertThat(pairings.firsts().stream()
                        .mapToInt(first -> pairings.of(first).size())
                        .sum())
                .isEqualTo(50);
    }

    @Test
    void shouldKeepTheNamesThatMostWereCountedWith() {
        Pairings pairings = new Pairings(10, 1_000);
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j <= i; j++) {
                pairings.add("first" + i, "second" + j);
            }
        }

        assertThat(pairings.firsts())
                .containsExactlyInAnyOrder("first5", "first6", "first7", "first8", "first9", "first10");
        assertThat(pairings.size()).isEqualTo(6 + 7 + 8 + 9 + 10 + 10);
    }

    @Test
    void shouldNotCountTheThousandLinesOfAnAbsurdOrder() {
        sales.count(
                IntStream.range(0, 1_000).mapToObj(i -> new Line("p" + i, null)).toList());

        assertThat(told().get("best_sellers")).hasSize(50);
    }

    @Test
    void shouldPublishTheTwentyBestAndOnlyAnotherRanking() {
        Map<String, Long> counted = new java.util.HashMap<>();
        IntStream.range(0, 30).forEach(i -> counted.put("p" + (10 + i), 100L - i));

        PopulationFigure figure =
                Figures.publish("best_sellers", counted, T0, null).orElseThrow();

        List<String> expected = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> expected.add("p" + (10 + i)));
        assertThat(figure.products()).isEqualTo(expected);
        counted.put("p10", 500L);
        assertThat(Figures.publish("best_sellers", counted, T0, figure)).isEmpty();
        counted.put("p39", 1_000L);
        assertThat(Figures.publish("best_sellers", counted, T0, figure)).isPresent();
    }

    private Map<String, Map<String, Long>> told() {
        return sales.figures().stream().collect(Collectors.toMap(figure -> figure, sales::counts));
    }
}
