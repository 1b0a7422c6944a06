package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something about the whole base that one customer is compared with, on {@code population.figures}: one copy to each
 * partition, keyed by {@link #name}. Published anew only when it has changed enough to matter.
 *
 * @param name {@code rfm.frequency}, {@code reorder_interval}, {@code best_sellers}, {@code best_sellers/shoes},
 *     {@code bought_together/} and a product, or the ranked expression and its base as
 *     {@code sum(order_completed.total) of buyers}
 * @param asOf log time of the count
 * @param of customers, intervals or orders that were counted
 * @param values ascending; what a customer's own value is compared with
 * @param below for each of {@code values} the share, 0 to 1, of those counted who have less
 * @param atMost for each of {@code values} the share of those who have as much or less
 * @param median of durations; null for others
 * @param products ids, the one in most orders first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PopulationFigure(
        String name,
        Instant asOf,
        long of,
        List<Double> values,
        List<Double> below,
        List<Double> atMost,
        @Nullable Duration median,
        List<String> products) {

    public PopulationFigure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(asOf, "asOf");
        values = values == null ? List.of() : List.copyOf(values);
        below = below == null ? List.of() : List.copyOf(below);
        atMost = atMost == null ? List.of() : List.copyOf(atMost);
        products = products == null ? List.of() : List.copyOf(products);
        if (values.size() != below.size() || values.size() != atMost.size()) {
            throw new IllegalArgumentException("each value of " + name + " needs its two shares");
        }
    }

    public static PopulationFigure ofShares(
            String name, Instant asOf, long of, List<Double> values, List<Double> below, List<Double> atMost) {
        return new PopulationFigure(name, asOf, of, values, below, atMost, null, List.of());
    }

    public static PopulationFigure ofMedian(String name, Instant asOf, long of, Duration median) {
        return new PopulationFigure(name, asOf, of, List.of(), List.of(), List.of(), median, List.of());
    }

    public static PopulationFigure ofProducts(String name, Instant asOf, long of, List<String> products) {
        return new PopulationFigure(name, asOf, of, List.of(), List.of(), List.of(), null, products);
    }
}
