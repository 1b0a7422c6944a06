package dev.millrace.segment.membership;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembershipTrackerTest {

    private static final RuleSet CARTS = RuleSet.of(List.of(
            definition("abandoned", 1, "cart.count > 0 and age(cart.updated) between 10s and 60s"),
            definition("buyers", 1, "count(order_completed) > 0")));

    private Customer anna = Customer.NEW;
    private RuleHistory rules = RuleHistory.of(CARTS);
    private final List<String> told = new ArrayList<>();

    @Test
    void shouldTellTheExactInstantWhenTimeDecides() {
        event(Events.added("e1", "shoe", 1, T0), T0);

        assertThat(anna.watch().nextChange()).isEqualTo(second(10));
        time(second(10).minusMillis(1));
        assertThat(told).isEmpty();
        time(second(10));
        assertThat(told).containsExactly("1 entered abandoned at 10.000 time");
        assertThat(anna.watch().nextChange()).isEqualTo(second(60).plusMillis(1));
    }

    @Test
    void shouldDecideAsAtTheDueInstantHoweverLateItIsAsked() {
        event(Events.added("e1", "shoe", 1, T0), T0);

        time(second(3600));

        assertThat(told).containsExactly("1 entered abandoned at 10.000 time", "2 exited abandoned at 60.001 time");
        assertThat(anna.watch().nextChange()).isEqualTo(Verdict.NEVER);
    }

    @Test
    void shouldDecideWhatWasDueBeforeAnEvent() {
        event(Events.added("e1", "shoe", 1, T0), T0);

        event(Events.ordered("e2", "o1", "10", second(20)), second(21));

        assertThat(told)
                .containsExactly(
                        "1 entered abandoned at 10.000 time",
                        "2 exited abandoned at 20.000 event",
                        "3 entered buyers at 20.000 event");
    }

    @Test
    void shouldLeaveAtTheEventWhenItComesFirst() {
        event(Events.added("e1", "shoe", 1, T0), T0);

        event(Events.ordered("e2", "o1", "10", second(10).minusMillis(1)), second(10));
        time(second(100));

        assertThat(told).containsExactly("1 entered buyers at 9.999 event");
    }

    @Test
    void shouldCompensateForALateEvent() {
        event(Events.added("e1", "shoe", 1, T0), T0);
        time(second(20));

        event(Events.ordered("e2", "o1", "10", second(5)), second(21));

        assertThat(told)
                .containsExactly(
                        "1 entered abandoned at 10.000 time",
                        "2 exited abandoned at 10.000 late-event",
                        "3 entered buyers at 10.000 late-event");
    }

    @Test
    void shouldTakeAnEventFromTheFutureAsOfNow() {
        event(Events.added("e1", "shoe", 1, second(900)), T0);

        assertThat(anna.state().lastSeen()).isEqualTo(T0);
        assertThat(anna.watch().nextChange()).isEqualTo(second(10));
    }

    @Test
    void shouldCountTimeInMilliseconds() {
        event(Events.ordered("e1", "o1", "10", T0.plusNanos(1_999_999)), second(1));

        assertThat(anna.state().lastSeen()).isEqualTo(T0.plusMillis(1));
        assertThat(anna.watch().evaluatedAt()).isEqualTo(T0.plusMillis(1));
    }

    @Test
    void shouldJudgeImportedHistoryOnceAndCallItAnImport() {
        event(
                Events.historical(
                        "h1",
                        "Order Completed",
                        T0.minusSeconds(99_999),
                        Json.object().put("total", "9")),
                T0);
        event(
                Events.historical(
                        "h2",
                        "Product Added",
                        T0.minusSeconds(30),
                        Json.object().put("product_id", "x")),
                second(1));
        assertThat(told).isEmpty();

        time(second(3));

        assertThat(told).containsExactly("1 entered abandoned at 3.000 import", "2 entered buyers at 3.000 import");
    }

    @Test
    void shouldNotLetAnImportSwallowATimer() {
        event(Events.added("e1", "shoe", 1, T0), T0);
        event(
                Events.historical(
                        "h1",
                        "Order Completed",
                        T0.minusSeconds(99_999),
                        Json.object().put("total", "9")),
                second(9));

        time(second(12));

        assertThat(told).containsExactly("1 entered buyers at 9.999 import", "2 entered abandoned at 10.000 time");
    }

    @Test
    void shouldEmptyTheCartOfWhatWasBoughtThoughTheShopsClockIsBehind() {
        event(Events.added("e1", "shoe", 1, T0), T0);
        event(Events.added("e2", "hat", 1, T0), T0);
        ShopEvent order = Events.ordered("e3", "o1", "10", T0.minusSeconds(2));
        order.properties().putArray("products").addObject().put("product_id", "shoe");

        event(order, second(1));

        assertThat(anna.state().cart().items()).containsOnlyKeys("hat");
    }

    @Test
    void shouldCallHistoryAnImportAlsoWhenAnEventComesFirst() {
        event(
                Events.historical(
                        "h1",
                        "Order Completed",
                        T0.minusSeconds(99),
                        Json.object().put("total", "9")),
                T0);

        event(Events.added("e1", "shoe", 1, second(1)), second(1));

        assertThat(told).containsExactly("1 entered buyers at 1.000 import");
    }

    @Test
    void shouldTellOnlyTheDifferenceOfNewRules() {
        event(Events.ordered("e1", "o1", "10", T0), T0);
        define(
                second(5),
                definition("big-spenders", 1, "sum(order_completed.total) > 5"),
                definition("buyers", 2, "count(order_completed) >= 1"));

        sweep(second(9));

        assertThat(told)
                .containsExactly("1 entered buyers at 0.000 event", "2 entered big-spenders at 5.000 definition");
    }

    @Test
    void shouldJudgeByNewRulesBeforeTheEventAtHand() {
        event(Events.added("e1", "shoe", 1, T0), T0);
        define(second(4), definition("with-cart", 1, "cart.count > 0"));

        event(Events.ordered("e2", "o1", "10", second(5)), second(5));

        assertThat(told)
                .containsExactly("1 entered with-cart at 4.000 definition", "2 exited with-cart at 5.000 event");
    }

    @Test
    void shouldStillDecideByTheOldRulesWhatFellDueBeforeTheyChanged() {
        event(Events.added("e1", "shoe", 1, T0), T0);
        define(second(11), definition("with-cart", 1, "cart.count > 0"));

        time(second(30));

        assertThat(told)
                .containsExactly(
                        "1 entered abandoned at 10.000 time",
                        "2 entered with-cart at 11.000 definition",
                        "3 exited abandoned at 11.000 definition");
    }

    @Test
    void shouldLeaveASegmentThatIsGone() {
        event(Events.ordered("e1", "o1", "10", T0), T0);
        define(second(5));

        sweep(second(6));

        assertThat(told).endsWith("2 exited buyers at 5.000 definition");
        assertThat(anna.watch().memberships()).isEmpty();
    }

    @Test
    void shouldNameTheSameTransitionTheSame() {
        CustomerEvent event = new CustomerEvent.AtShop(Events.ordered("e1", "o1", "10", T0));

        Change once = MembershipTracker.onEvent(ANNA, Customer.NEW, event, rules, position(T0, 1));
        Change again = MembershipTracker.onEvent(ANNA, Customer.NEW, event, rules, position(T0, 1));

        assertThat(again.transitions()).isEqualTo(once.transitions());
    }

    @Test
    void shouldCountAnOrderToldTwiceOnce() {
        event(Events.ordered("e1", "o1", "10", T0), T0);
        event(Events.ordered("e2", "o1", "10", T0), T0);

        assertThat(anna.state().orders().count()).isEqualTo(1);
        assertThat(anna.state().orders().total()).isEqualByComparingTo("10");
    }

    @Test
    void shouldNotTakeMonstrousNumbers() {
        event(Events.ordered("e1", "o1", "1e999999999", T0), T0);
        event(Events.added("e2", "shoe", Integer.MAX_VALUE, second(1)), second(1));
        event(
                Events.identify(
                        "e3",
                        T0,
                        Json.object().put("points", new java.math.BigDecimal("1e999999")),
                        ShopEvent.Trust.SERVER),
                second(2));

        assertThat(anna.state().orders().total()).isEqualByComparingTo("0");
        assertThat(anna.state().cart().count()).isEqualTo(1_000_000);
        assertThat(anna.state().trait("points")).isNull();
    }

    @Test
    void shouldJudgeHistoryAsAtItsNewestEventThoughAnOlderOneComesNext() {
        rules = RuleHistory.of(RuleSet.of(List.of(definition("keen", 1, "count(page_viewed[1h]) >= 2"))));
        event(Events.historical("h1", "Page Viewed", second(1), Json.object()), second(9));
        event(Events.historical("h2", "Page Viewed", second(2), Json.object()), second(9));

        event(Events.track("e1", "Search", second(-3000), Json.object()), second(10));
        time(second(9000));

        assertThat(told).containsExactly("1 entered keen at 2.000 import", "2 exited keen at 3601.000 time");
    }

    @Test
    void shouldDecideWhatFellDueBeforeHistoryThatIsNewer() {
        rules = RuleHistory.of(RuleSet.of(List.of(
                definition("abandoned", 1, "cart.count > 0 and age(cart.updated) >= 10s"),
                definition("keen", 1, "count(page_viewed[1h]) >= 2"))));
        event(Events.added("e1", "shoe", 1, T0), T0);

        event(Events.historical("h1", "Page Viewed", second(20), Json.object()), second(30));
        event(Events.historical("h2", "Page Viewed", second(21), Json.object()), second(30));
        time(second(60));

        assertThat(told).containsExactly("1 entered abandoned at 10.000 time", "2 entered keen at 32.000 import");
    }

    @Test
    void shouldNotStumbleOverAnInstantThatIsTooFarAway() {
        rules = RuleHistory.of(RuleSet.of(List.of(definition("old", 1, "age(trait.created_at) > 1d"))));

        event(
                Events.identify(
                        "e1",
                        T0,
                        Json.object()
                                .put("created_at", "+999999999-01-01T00:00:00Z")
                                .put("birthday", "+999999999-01-01T00:00:00Z"),
                        ShopEvent.Trust.BROWSER),
                T0);

        assertThat(told).isEmpty();
        assertThat(anna.watch().nextChange()).isEqualTo(Verdict.NEVER);
    }

    @Test
    void shouldNotLetABrowserOverruleTheServer() {
        event(Events.identify("e1", T0, Json.object().put("email", "a@example.org"), ShopEvent.Trust.SERVER), T0);
        event(
                Events.identify(
                        "e2",
                        second(1),
                        Json.object().put("email", "b@example.org").put("city", "Bern"),
                        ShopEvent.Trust.BROWSER),
                second(1));

        assertThat(anna.state().traits().get("email").value()).hasToString("a@example.org");
        assertThat(anna.state().traits().get("city").value()).hasToString("Bern");
    }

    @Test
    void shouldTellNothingOfANewcomerButWhatTheMergeBringsAbout() {
        rules = RuleHistory.of(RuleSet.of(List.of(
                definition("no-orders", 1, "count(order_completed) = 0"),
                definition("viewers", 1, "count(page_viewed) >= 1"))));
        event(Events.ordered("e1", "o1", "5", second(1)), second(1));
        event(Events.track("e2", "Page Viewed", second(2), Json.object()), second(2));
        Customer moved = anna;
        told.clear();

        note(MembershipTracker.onMerge(
                ANNA, Customer.NEW, moved, Timeline.EMPTY, second(9), rules, position(second(10), 1)));

        assertThat(told).containsExactly("1 entered viewers at 9.000 merge");
    }

    private void event(ShopEvent event, Instant stored) {
        note(MembershipTracker.onEvent(
                ANNA, anna, new CustomerEvent.AtShop(event), rules, position(stored, told.size())));
    }

    @Test
    void shouldTakeOverThePastForARuleWhoseGenerationWasPassedOver() {
        List<SegmentDefinition> many = new ArrayList<>();
        for (int i = 0; i < 7_000; i++) {
            many.add(definition("s" + i, 1, "cart.count > 1000"));
        }
        rules = RuleHistory.of(RuleSet.of(many));
        event(Events.ordered("e1", "o1", "10", T0), T0);
        event(Events.ordered("e2", "o2", "10", second(1)), second(1));
        ShopEvent ordered = Events.ordered("e2", "o2", "10", second(1));
        PastEvent past = PastEvent.of(new CustomerEvent.AtShop(ordered), second(1), ExchangeRates.NONE);
        rules = rules.withPasts(
                (id, customer) -> new Timeline(List.of(past), Instant.EPOCH), (generation, exactSince) -> {});

        many.add(definition("buyers", 1, "count(order_completed{total > 5}) > 0"));
        define(second(2), many.toArray(SegmentDefinition[]::new));
        for (int i = 0; i < 3; i++) {
            many.add(definition("t" + i, 1, "cart.count > 2000"));
            define(second(3 + i), many.toArray(SegmentDefinition[]::new));
        }
        assertThat(rules.generations()).hasSize(2);
        sweep(second(10));

        assertThat(told).containsExactly("1 entered buyers at 5.000 definition");
    }

    private void define(Instant at, SegmentDefinition... definitions) {
        RuleSet next = RuleSet.of(List.of(definitions));
        rules = rules.then(rules.current()
                .then(
                        at,
                        SegmentTransition.Cause.DEFINITION,
                        next,
                        rules.current().facts()));
    }

    private void sweep(Instant settled) {
        if (MembershipTracker.onDefinitions(ANNA, anna, settled, rules, position(settled, 7))
                instanceof Effect.Moved moved) {
            note(moved.change());
        }
    }

    private void time(Instant upTo) {
        note(MembershipTracker.onTime(ANNA, anna, upTo, rules, position(upTo, told.size())));
    }

    private void note(Change change) {
        anna = change.customer();
        for (SegmentTransition it : change.transitions()) {
            told.add("%d %s %s at %.3f %s"
                    .formatted(
                            it.sequence(),
                            word(it.kind()),
                            it.segment(),
                            (it.at().toEpochMilli() - T0.toEpochMilli()) / 1000.0,
                            word(it.cause())));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static LogPosition position(Instant stored, long offset) {
        return new LogPosition("events", 0, offset, stored);
    }

    private static Instant second(long second) {
        return T0.plusSeconds(second);
    }

    private static SegmentDefinition definition(String id, int version, String expression) {
        return new SegmentDefinition(id, version, id, expression, Map.of(), null, T0);
    }
}
