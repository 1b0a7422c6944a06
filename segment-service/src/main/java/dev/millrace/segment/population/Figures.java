package dev.millrace.segment.population;

import dev.millrace.contract.PopulationFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is published of what was counted. A figure is published anew only when somebody would notice: so that nobody
 * enters and leaves a segment each day because others did a little.
 */
public final class Figures {

    /** Of fewer, a share says more about them than about the base. */
    static final int LEAST_RANKED = 100;

    /** For a median less will do. */
    static final int LEAST_INTERVALS = 20;

    /** By so much of the base must a share differ. */
    private static final double SHARE_CHANGED = 0.01;

    private static final int MOST_PRODUCTS = 20;

    private static final double MEDIAN_CHANGED = 0.05;

    private Figures() {}

    /**
     * @param known the figure as it was published last; null if never
     * @return what to publish; nothing if too few were counted, or too little has changed
     */
    public static Optional<PopulationFigure> publish(
            String name, Distribution counted, Instant asOf, @Nullable PopulationFigure known) {
        boolean isInterval = Census.isInterval(name);
        if (counted.count() < (isInterval ? LEAST_INTERVALS : LEAST_RANKED)) {
            return Optional.empty();
        }
        PopulationFigure figure = isInterval ? median(name, counted, asOf) : shares(name, counted, asOf);
        return known != null && isAlike(figure, known) ? Optional.empty() : Optional.of(figure);
    }

    /**
     * Of products, when the ranking is another.
     *
     * @param counted product to number of orders, of all partitions together
     */
    public static Optional<PopulationFigure> publish(
            String name, Map<String, Long> counted, Instant asOf, @Nullable PopulationFigure known) {
        List<String> products =
                List.copyOf(Sales.greatest(counted, MOST_PRODUCTS).keySet());
        long orders = counted.values().stream().mapToLong(Long::longValue).sum();
        boolean isAlike = known == null ? products.isEmpty() : known.products().equals(products);
        return isAlike ? Optional.empty() : Optional.of(PopulationFigure.ofProducts(name, asOf, orders, products));
    }

    private static PopulationFigure median(String name, Distribution counted, Instant asOf) {
        Duration median = Duration.ofMillis(Math.round(counted.median()));
        return PopulationFigure.ofMedian(name, asOf, counted.count(), median);
    }

    private static PopulationFigure shares(String name, Distribution counted, Instant asOf) {
        return PopulationFigure.ofShares(
                name, asOf, counted.count(), counted.values(), counted.below(), counted.atMost());
    }

    private static boolean isAlike(PopulationFigure figure, PopulationFigure known) {
        if (figure.median() != null && known.median() != null) {
            double before = known.median().toMillis();
            return Math.abs(figure.median().toMillis() - before) <= MEDIAN_CHANGED * before;
        }
        return distribution(figure).distanceTo(distribution(known)) <= SHARE_CHANGED;
    }

    static Distribution distribution(PopulationFigure figure) {
        return Distribution.of(figure.of(), figure.values(), figure.below(), figure.atMost());
    }
}
