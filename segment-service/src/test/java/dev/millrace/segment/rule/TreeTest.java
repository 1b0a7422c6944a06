package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {

    @Test
    void shouldFindTheSegmentsThatARuleAsksFor() {
        Expression rule =
                Table.parsed("not in(\"lapsed\") and (percentile(cart.count, of: \"buyers\") > 0.5 or in(\"leads\"))"
                        + " and percentile(cart.count) > 0");

        assertThat(Tree.segments(rule)).containsExactlyInAnyOrder("lapsed", "buyers", "leads");
    }

    @Test
    void shouldVisitEveryNode() {
        List<Object> seen = new ArrayList<>();

        Tree.walk(
                Table.parsed("count(page_viewed{price > 3 or sku in (\"a\")}[since last(cart_viewed[7d])]) > 0"),
                seen::add,
                seen::add);

        assertThat(seen).hasSize(13);
    }
}
