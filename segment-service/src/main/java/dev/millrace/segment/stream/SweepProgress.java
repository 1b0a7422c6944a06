package dev.millrace.segment.stream;

import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far customers have been moved over to a segment's rule as it is, in one partition or in several together.
 *
 * @param done customers, of about {@code total}
 * @param open partitions that are not through
 * @param estimatedEnd log time at which the last of them will be, if they go on as they have since the change; null if none is
 *     open, or there is nothing to estimate by yet
 */
public record SweepProgress(long done, long total, int open, @Nullable Instant estimatedEnd) {

    public static final SweepProgress NONE = new SweepProgress(0, 0, 0, null);

    public static SweepProgress of(PartitionTask task, String segment) {
        long customers = task.customers();
        RuleHistory rules = task.ruleHistory();
        Sweep sweep = rules.sweep();
        long changedAt = rules.current().changedAt(segment);
        Optional<Sweep.Round> round = sweep.rounds().stream()
                .filter(it -> it.generation() >= changedAt)
                .findFirst();
        if (changedAt <= sweep.complete() || round.isEmpty()) {
            return new SweepProgress(customers, customers, 0, null);
        }
        long done = Math.min(customers, sweep.visited() - round.get().visited());
        Instant begun = rules.generations().stream()
                .filter(it -> it.number() >= round.get().generation())
                .findFirst()
                .orElse(rules.current())
                .since();
        return new SweepProgress(
                done, customers, 1, end(done, customers, begun, task.clock().settled()));
    }

    private static @Nullable Instant end(long done, long total, Instant begun, Instant now) {
        Duration taken = Duration.between(begun, now);
        if (done == 0 || taken.isNegative() || taken.isZero()) {
            return null;
        }
        double left = (double) (total - done) / done;
        return now.plusMillis(Math.round(taken.toMillis() * left));
    }

    public SweepProgress and(SweepProgress other) {
        return new SweepProgress(done + other.done, total + other.total, open + other.open, laterEnd(other));
    }

    private @Nullable Instant laterEnd(SweepProgress other) {
        if (open == 0 || other.open == 0) {
            return open == 0 ? other.estimatedEnd : estimatedEnd;
        }
        if (estimatedEnd == null || other.estimatedEnd == null) {
            return null;
        }
        return estimatedEnd.isAfter(other.estimatedEnd) ? estimatedEnd : other.estimatedEnd;
    }

    /** 100 only once all are through. */
    public int percent() {
        if (open == 0) {
            return 100;
        }
        return total == 0 ? 0 : (int) Math.min(99, 100 * done / total);
    }
}
