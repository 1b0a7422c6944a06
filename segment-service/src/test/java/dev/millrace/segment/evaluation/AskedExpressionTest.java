package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.AccumulatorPlan;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no segment has had kept is found in the past that is remembered. */
class AskedExpressionTest {

    private static final RuleSet NOTHING_KEPT = RuleSet.of(List.of());
    private static final Instant NOW = T0.plus(Duration.ofDays(10));

    private final List<PastEvent> past = new ArrayList<>();
    private CustomerState customer = CustomerState.EMPTY;

    @Test
    void shouldCountWithinAWindowThatNoRuleLooksAt() {
        happens("Order Cancelled", Duration.ofDays(2), "a");
        happens("Order Cancelled", Duration.ofDays(9), "b");

        assertThat(asked("count(order_cancelled[5d]) = 1")).isEqualTo(Truth.YES);
        assertThat(asked("count(order_cancelled[20d]) = 2")).isEqualTo(Truth.YES);
        assertThat(asked("count(order_cancelled{reason = \"b\"}[5d]) = 0")).isEqualTo(Truth.NO);
        assertThat(asked("some product (count(order_cancelled[20d]) >= 1)")).isEqualTo(Truth.NO);
    }

    @Test
    void shouldKnowThatNothingHappenedOfWhatNoRuleLooksAt() {
        happens("Page Viewed", Duration.ofDays(1), "a");

        assertThat(asked("count(order_cancelled[30d]) = 0")).isEqualTo(Truth.YES);
        assertThat(asked("count(event(\"Order Shipped\")[432000s]) > 0")).isEqualTo(Truth.NO);
    }

    @Test
    void shouldGoByWhatIsKeptWhereARuleLooksAtIt() {
        RuleSet kept = RuleSet.of(List.of(new SegmentDefinition(
                "cancels", 1, "Cancels", "count(order_cancelled[30d]) >= 1", Map.of(), null, T0)));
        CustomerEvent event = cancelled(T0.plusSeconds(1), "a");
        CustomerState known = event.foldInto(CustomerState.EMPTY, event.at(), kept.plan());

        Verdict verdict = kept.asked(expression("count(order_cancelled[30d]) = 1"))
                .evaluate(known, Timeline.EMPTY, ShopFacts.UNKNOWN, NOW);

        assertThat(verdict.truth()).isEqualTo(Truth.YES);
    }

    private Truth asked(String text) {
        return NOTHING_KEPT
                .asked(expression(text))
                .evaluate(customer, new Timeline(past, Instant.EPOCH), ShopFacts.UNKNOWN, NOW)
                .truth();
    }

    private void happens(String name, Duration after, String reason) {
        Instant at = T0.plus(after);
        CustomerEvent event = new CustomerEvent.AtShop(
                Events.track(name + at, name, at, Json.object().put("reason", reason)));
        customer = event.foldInto(customer, at, AccumulatorPlan.EMPTY);
        past.add(PastEvent.of(event, at, ExchangeRates.NONE));
    }

    private static CustomerEvent cancelled(Instant at, String reason) {
        return new CustomerEvent.AtShop(
                Events.track("cancelled", "Order Cancelled", at, Json.object().put("reason", reason)));
    }

    private static Expression expression(String text) {
        return ((ParsedExpression.Valid) ExpressionParser.parse(text, Map.of())).expression();
    }
}
