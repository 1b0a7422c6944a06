package dev.millrace.trigger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class WayReportTest {

    @Test
    void should_compare_each_way_with_the_first() {
        List<WayReport> ways = WayReport.of(List.of(way(2, 1000, 150, "3000"), way(1, 1000, 100, "1500.5")));

        assertThat(ways).extracting(WayReport::way).containsExactly(1, 2);
        WayReport first = ways.get(0);
        assertThat(first.share()).isEqualTo(0.1);
        assertThat(first.revenue()).isEqualTo(new BigDecimal("1500.50"));
        assertThat(first.revenuePerStart()).isEqualTo(1.5005);
        assertThat(first.reachedMore()).isNull();
        WayReport second = ways.get(1);
        assertThat(second.reachedMore()).isEqualTo(new Proportion(150, 1000).minus(new Proportion(100, 1000)));
        assertThat(second.reachedMore().low()).isPositive();
        assertThat(second.revenueMore().low()).isLessThan(1.4995).isPositive();
    }

    @Test
    void should_leave_out_a_way_that_nobody_took() {
        assertThat(WayReport.of(List.of(way(1, 0, 0, "0"), way(2, 3, 0, "0"))))
                .singleElement()
                .satisfies(way -> assertThat(way.reachedMore()).isNull());
    }

    /** Whoever reached it spent the same. */
    private static WayTaken way(int way, long started, long reached, String revenue) {
        BigDecimal sum = new BigDecimal(revenue);
        double squares = reached == 0 ? 0 : sum.doubleValue() * sum.doubleValue() / reached;
        return new WayTaken(1, "split-1", way, started, reached, sum, squares);
    }
}
