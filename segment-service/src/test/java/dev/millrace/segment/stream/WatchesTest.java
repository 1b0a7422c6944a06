package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.EventWatch;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.EventMatcher;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.EventWatches;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that somebody waits for, among the transitions. */
class WatchesTest {

    private static final RuleHistory RULES = RuleHistory.of(RuleSet.of(List.of(
                    new SegmentDefinition("buyers", 1, "Buyers", "count(order_completed) > 0", Map.of(), null, T0))))
            .withWatches(EventWatches.of(List.of(
                    watch("large", "Order Completed", "total >= 50", "order_id", "coupon"),
                    watch("any", "order_completed", null),
                    watch("unreadable", "order_completed", "total >>> 5"))));

    @Test
    void shouldTellWhatOccurredBeforeTheTransitionsItCausesInOneSequence() {
        Change change = happen(Events.ordered("e1", "o1", "59.80", T0));

        assertThat(change.transitions())
                .extracting(it -> it.sequence() + " " + it.kind() + " " + it.segment() + " " + it.cause())
                .containsExactly("1 OCCURRED any EVENT", "2 OCCURRED large EVENT", "3 ENTERED buyers EVENT");
    }

    @Test
    void shouldCarryTheNamedPropertiesAndTheTotal() {
        SegmentTransition large =
                happen(Events.ordered("e1", "o1", "59.80", T0)).transitions().get(1);

        assertThat(large.occurrence()).isNotNull();
        assertThat(large.occurrence().properties().toString()).isEqualTo("{\"order_id\":\"o1\"}");
        assertThat(large.occurrence().orderTotal()).isEqualByComparingTo("59.80");
        assertThat(large.occurrence().currency()).isEqualTo("EUR");
        assertThat(large.causeEvent()).isEqualTo("e1");
        assertThat(large.at()).isEqualTo(T0);
    }

    @Test
    void shouldNotTellOfAnEventThatTheFilterLeavesOut() {
        assertThat(happen(Events.ordered("e1", "o1", "49.99", T0)).transitions())
                .extracting(SegmentTransition::segment)
                .containsExactly("any", "buyers");
    }

    @Test
    void shouldNotTellOfHistory() {
        Change change = happen(Events.historical(
                "h1", "Order Completed", T0, dev.millrace.contract.Json.object().put("total", "99")));

        assertThat(change.transitions()).isEmpty();
    }

    @Test
    void shouldTellWhatBecameOfAMessageUnderItsOwnId() {
        RuleHistory rules = RuleHistory.of(RuleSet.of(List.of()))
                .withWatches(EventWatches.of(List.of(watch("not-sent", "email_not_sent", null, "reason"))));
        EngagementEvent notSent = new EngagementEvent(
                "m1:not-sent",
                EngagementEvent.Kind.NOT_SENT,
                ANNA,
                null,
                "m1",
                "email",
                "welcome",
                "send-1",
                "welcome",
                null,
                T0,
                false,
                null,
                null,
                "expired: too late");

        Change change = MembershipTracker.onEvent(
                ANNA,
                Customer.NEW,
                new CustomerEvent.WithMessage(notSent),
                rules,
                new LogPosition("events.engagement", 0, 1, T0));

        assertThat(change.transitions()).singleElement().satisfies(it -> {
            assertThat(it.segment()).isEqualTo("not-sent");
            assertThat(it.causeEvent()).isEqualTo("m1:not-sent");
            assertThat(it.occurrence()).isNotNull();
            assertThat(it.occurrence().properties().path("reason").asText()).isEqualTo("expired: too late");
        });
    }

    @Test
    void shouldMarkALateEvent() {
        Customer anna =
                happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(60))).customer();

        Change change = happen(anna, Events.ordered("e2", "o2", "10", T0));

        assertThat(change.transitions()).hasSize(1);
        assertThat(change.transitions().get(0).kind()).isEqualTo(Kind.OCCURRED);
        assertThat(change.transitions().get(0).cause()).isEqualTo(Cause.LATE_EVENT);
        assertThat(change.transitions().get(0).at()).isEqualTo(T0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"total >> 5", "total > 5}) > 0 or count(page_viewed", "total > 5} [7d", "count(x) > 1", "("})
    void shouldRefuseWhatIsNoFilter(String filter) {
        assertThat(EventMatcher.compile("order_completed", filter)).isInstanceOf(EventMatcher.Compiled.Invalid.class);
    }

    private static Change happen(dev.millrace.contract.ShopEvent event) {
        return happen(Customer.NEW, event);
    }

    private static Change happen(Customer customer, dev.millrace.contract.ShopEvent event) {
        Instant stored = T0.plusSeconds(90);
        return MembershipTracker.onEvent(
                ANNA, customer, new CustomerEvent.AtShop(event), RULES, new LogPosition("events", 0, 1, stored));
    }

    private static EventWatch watch(String id, String event, String filter, String... properties) {
        return new EventWatch(id, event, filter, List.of(properties), T0);
    }
}
