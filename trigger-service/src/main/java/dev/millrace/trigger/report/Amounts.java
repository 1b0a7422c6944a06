package dev.millrace.trigger.report;

import dev.millrace.trigger.report.Proportion.Interval;
import java.util.Optional;

/**
 * What some spent, as count, sum and sum of squares: those who spent nothing count as nothing.
 *
 * <p>The interval of a difference of two means is Welch's, which does not ask that both vary alike. It leans on the mean of many
 * being nearly normal, so a few very large orders among few customers make it too narrow.
 */
public record Amounts(long count, double sum, double squares) {

    public double mean() {
        return count == 0 ? 0 : sum / count;
    }

    private double variance() {
        return Math.max(0, (squares - sum * sum / count) / (count - 1));
    }

    /** Of this mean less the other's; empty where there are not two in each, or nothing varies. */
    public Optional<Interval> minus(Amounts other) {
        if (count < 2 || other.count < 2) {
            return Optional.empty();
        }
        double mine = variance() / count;
        double theirs = other.variance() / other.count;
        double error = Math.sqrt(mine + theirs);
        if (error == 0) {
            return Optional.empty();
        }
        double freedom =
                (mine + theirs) * (mine + theirs) / (mine * mine / (count - 1) + theirs * theirs / (other.count - 1));
        double half = StudentT.quantile(0.975, freedom) * error;
        double difference = mean() - other.mean();
        return Optional.of(new Interval(difference - half, difference + half));
    }
}
