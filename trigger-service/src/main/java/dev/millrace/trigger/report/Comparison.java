package dev.millrace.trigger.report;

import dev.millrace.trigger.report.Proportion.Interval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All who started against those who were held out: whether the goal was reached within the window after the start, whatever
 * messages they got. Bounds hold the true difference in 95 of 100 cases.
 *
 * @param difference in the share of those who reached it
 * @param bounds of that difference; Newcombe's
 * @param revenueDifference in the mean revenue of one who started
 * @param revenueBounds of that difference; Welch's; null where nothing varies
 * @param verdict whether the campaign makes a difference, as far as the share tells
 */
public record Comparison(
        Group reached,
        Group heldOut,
        double difference,
        Interval bounds,
        double revenueDifference,
        @Nullable Interval revenueBounds,
        Verdict verdict) {

    /** @param revenuePerStart of one who started, whether or not they spent anything */
    public record Group(
            long started, long goal, double share, Interval bounds, BigDecimal revenue, double revenuePerStart) {}

    public enum Verdict {
        MORE,
        FEWER,
        /** Zero lies within the bounds. */
        NOT_CERTAIN
    }

    /** Empty if nobody, or everybody, is held out. */
    static Optional<Comparison> of(List<Row> rows) {
        Counts treated = Counts.of(rows.stream().filter(row -> !row.heldOut()).toList());
        Counts heldOut = Counts.of(rows.stream().filter(Row::heldOut).toList());
        if (treated.of(Figures.ENTERED) <= 0 || heldOut.of(Figures.ENTERED) <= 0) {
            return Optional.empty();
        }
        Proportion one = proportion(treated);
        Proportion other = proportion(heldOut);
        Interval bounds = one.minus(other);
        Amounts spent = amounts(treated);
        Amounts spentByOthers = amounts(heldOut);
        return Optional.of(new Comparison(
                group(treated),
                group(heldOut),
                one.value() - other.value(),
                bounds,
                spent.mean() - spentByOthers.mean(),
                spent.minus(spentByOthers).orElse(null),
                verdict(bounds)));
    }

    private static Verdict verdict(Interval bounds) {
        if (bounds.low() > 0) {
            return Verdict.MORE;
        }
        return bounds.high() < 0 ? Verdict.FEWER : Verdict.NOT_CERTAIN;
    }

    private static Group group(Counts counts) {
        Proportion share = proportion(counts);
        return new Group(
                share.all(),
                share.hits(),
                share.value(),
                share.interval(),
                counts.amount(Figures.REACHED_REVENUE),
                amounts(counts).mean());
    }

    private static Proportion proportion(Counts counts) {
        long all = counts.of(Figures.ENTERED);
        return new Proportion(Math.min(counts.of(Figures.REACHED), all), all);
    }

    private static Amounts amounts(Counts counts) {
        return new Amounts(
                counts.of(Figures.ENTERED),
                counts.number(Figures.REACHED_REVENUE),
                counts.number(Figures.REACHED_SQUARES));
    }
}
