package dev.millrace.trigger.report;

import dev.millrace.trigger.report.Proportion.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of a split beside the first one. Chance sent everybody theirs, so a difference comes from the way, or from chance; the
 * bounds hold the true one in 95 of 100 cases.
 *
 * @param goal how many of those who were sent this way reached the goal within the window after their start
 * @param revenuePerStart of one who was sent this way, whether or not they spent anything
 * @param reachedMore by how much the share differs from that of the first way; null for the first
 * @param revenueMore the same of the revenue of one; null for the first and where nothing varies
 */
public record WayReport(
        int way,
        long started,
        long goal,
        double share,
        Interval bounds,
        BigDecimal revenue,
        double revenuePerStart,
        @Nullable Interval reachedMore,
        @Nullable Interval revenueMore) {

    private static final int DECIMALS = 2;

    static List<WayReport> of(List<WayTaken> taken) {
        List<WayTaken> ways = taken.stream()
                .filter(way -> way.started() > 0)
                .sorted(Comparator.comparingInt(WayTaken::way))
                .toList();
        List<WayReport> reports = new ArrayList<>();
        for (WayTaken way : ways) {
            reports.add(of(way, way == ways.get(0) ? null : ways.get(0)));
        }
        return reports;
    }

    private static WayReport of(WayTaken way, @Nullable WayTaken first) {
        return new WayReport(
                way.way(),
                way.started(),
                way.reached(),
                way.share().value(),
                way.share().interval(),
                way.revenue().setScale(Math.max(DECIMALS, way.revenue().scale()), RoundingMode.UNNECESSARY),
                way.amounts().mean(),
                first == null ? null : way.share().minus(first.share()),
                first == null ? null : way.amounts().minus(first.amounts()).orElse(null));
    }
}
