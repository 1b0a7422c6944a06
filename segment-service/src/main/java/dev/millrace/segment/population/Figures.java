package dev.millrace.segment.population;

import dev.millrace.contract.PopulationFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is published of what was counted. A figure is published anew only when somebody would notice: so that nobody
 * enters and leaves a segment each day because others did a little.
 */
public final class Figures {

    /** Of fewer, a figure says more about them than about the base. */
    static final int LEAST_COUNT = 20;

    /** By so much of the base must a share differ. */
    private static final double SHARE_CHANGED = 0.01;

    private static final double MEDIAN_CHANGED = 0.05;

    private Figures() {}

    /**
     * @param known the figure as it was published last; null if never
     * @return what to publish; nothing if too few were counted, or too little has changed
     */
    public static Optional<PopulationFigure> publish(
            String name, Distribution counted, Instant asOf, @Nullable PopulationFigure known) {
        if (counted.count() < LEAST_COUNT) {
            return Optional.empty();
        }
        PopulationFigure figure =
                name.startsWith(Census.REORDER_INTERVAL) ? median(name, counted, asOf) : shares(name, counted, asOf);
        return known != null && isAlike(figure, known) ? Optional.empty() : Optional.of(figure);
    }

    private static PopulationFigure median(String name, Distribution counted, Instant asOf) {
        Duration median = Duration.ofMillis(Math.round(counted.median()));
        return new PopulationFigure(name, asOf, counted.count(), List.of(), List.of(), List.of(), median);
    }

    private static PopulationFigure shares(String name, Distribution counted, Instant asOf) {
        return new PopulationFigure(
                name, asOf, counted.count(), counted.values(), counted.below(), counted.atMost(), null);
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
