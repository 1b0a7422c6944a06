package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import dev.millrace.segment.stream.StoredDefinition.Standing;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions in the order of the log, and what becomes of customers, across restarts. */
class RuleBookTest {

    @TempDir
    Path folder;

    private OneTask task;

    @BeforeEach
    void start() {
        task = new OneTask(folder, T0, () -> new Pace(0.5, () -> 0));
    }

    @Test
    void shouldTurnDownTheLaterDefinitionOfACircleAndKeepTheVersionBefore() {
        define("a", 1, "cart.count > 0");
        define("b", 1, "in(\"a\")");

        define("a", 2, "in(\"b\")");

        assertThat(inForce()).containsExactly("a 1 cart.count > 0", "b 1 in(\"a\")");
        assertThat(turnedDown()).containsExactly("a 2 the segment would ask itself: a asks b asks a");
        task.restart();
        assertThat(inForce()).containsExactly("a 1 cart.count > 0", "b 1 in(\"a\")");
        assertThat(turnedDown()).hasSize(1);
    }

    @Test
    void shouldShowWhatItCantReadAndGoOnByTheVersionBefore() {
        define("a", 1, "cart.count > 0");

        define("a", 2, "tomorrow's_syntax(1) ???");
        define("never-read", 1, "count(");

        assertThat(inForce()).containsExactly("a 1 cart.count > 0");
        assertThat(turnedDown()).hasSize(2).allMatch(it -> it.contains("line 1, column"));
    }

    @Test
    void shouldTellTheSameFromACopyOfTheStore() {
        define("a", 1, "cart.count > 0");
        define("a", 2, "cart.count > 1");
        define("b", 1, "cart.count > 0");
        task.define("b", null);
        define("never-read", 1, "count(");

        assertThat(StoredRules.all(task.store("definitions")))
                .containsExactlyInAnyOrderElementsOf(task.task().definitions())
                .hasSize(3);
        assertThat(StoredRules.inForce(task.store("definitions")))
                .containsExactlyElementsOf(task.task().rules().definitions());
    }

    @Test
    void shouldLetACorrectedVersionTakeThePlaceOfOneThatWasTurnedDown() {
        define("a", 1, "count(");

        define("a", 2, "cart.count > 0");

        assertThat(inForce()).containsExactly("a 2 cart.count > 0");
        assertThat(turnedDown()).isEmpty();
    }

    @Test
    void shouldCountVersionsOnThroughDeletionAndRestart() {
        define("a", 1, "cart.count > 0");
        task.define("a", null);
        task.restart();

        define("a", 1, "cart.count > 1");

        assertThat(inForce()).containsExactly("a 2 cart.count > 1");
    }

    @Test
    void shouldTellOfLeavingAndEnteringWhenASegmentIsDeletedAndMadeAgain() {
        define("buyers", 1, "count(order_completed) > 0");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        at(2);
        task.define("buyers", null);
        at(3);
        task.restart();
        define("buyers", 1, "count(order_completed) > 0");
        at(4);
        task.sweepToTheEnd();

        assertThat(told())
                .containsExactly(
                        "entered buyers 1 at 1 event",
                        "exited buyers 1 at 2 definition",
                        "entered buyers 2 at 3 definition");
    }

    @Test
    void shouldMoveNobodyForAnotherName() {
        define("buyers", 1, "count(order_completed) > 0");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));
        task.sweepToTheEnd();
        long generation = task.task().ruleHistory().current().number();

        task.define(
                "buyers",
                new SegmentDefinition("buyers", 2, "Shoppers", "count(order_completed) > 0", Map.of(), "why", T0));

        assertThat(task.task().ruleHistory().current().number()).isEqualTo(generation);
        assertThat(task.task().ruleHistory().sweep().isComplete()).isTrue();
        assertThat(inForce()).containsExactly("buyers 2 count(order_completed) > 0");
    }

    @Test
    void shouldDecideByTheOldRulesWhatFellDueBeforeTheChangeAlsoAfterARestart() {
        define("idle", 1, "age(last(page_viewed)) >= 10s");
        viewed(ANNA, "e1", 1);
        at(5);
        define("idle", 2, "age(last(page_viewed)) >= 60s");
        task.restart();
        define("idle", 3, "age(last(page_viewed)) >= 3s");

        at(20);
        task.sweepToTheEnd();
        at(100);

        assertThat(told()).containsExactly("entered idle 3 at 5 definition");
    }

    @Test
    void shouldJudgeTheRestByNewFiguresAfterARestart() {
        define("often", 1, "rfm.frequency >= 4");
        task.use(new Frequency(1));
        viewed(ANNA, "e1", 1);
        viewed(CustomerId.user("berta"), "e2", 1);
        viewed(CustomerId.user("carla"), "e3", 1);
        task.sweepToTheEnd();

        at(2);
        task.use(new Frequency(5));
        at(3);
        task.sweep();
        task.restart();
        at(4);
        task.sweepToTheEnd();

        assertThat(told()).hasSize(3).allMatch(it -> it.startsWith("entered often 1 at 2 population"));
        long generation = task.task().ruleHistory().current().number();
        task.restart();
        assertThat(task.task().ruleHistory().current().number()).isEqualTo(generation);
        assertThat(task.task().ruleHistory().sweep().isComplete()).isTrue();
    }

    /** Everybody's fifth of the base. */
    private record Frequency(int fifth) implements ShopFacts {

        @Override
        public String fingerprint(String fact) {
            return fact.equals("figure:rfm.frequency") ? Integer.toString(fifth) : "";
        }

        @Override
        public Value figure(String name, @Nullable Value argument, CustomerState customer) {
            return name.equals("rfm.frequency") ? new Value.Quantity(BigDecimal.valueOf(fifth)) : Value.UNKNOWN;
        }
    }

    @Test
    void shouldFireInTimeByNewFiguresAfterARestartWhereNothingWasWritten() {
        task.use(new Interval(Duration.ofSeconds(60)));
        viewed(ANNA, "e1", 1);
        define("overdue", 1, "age(last(page_viewed)) >= population.reorder_interval");
        at(2);
        task.sweepToTheEnd();
        task.use(new Interval(Duration.ofSeconds(20)));
        task.restart();
        at(3);
        task.sweepToTheEnd();

        at(30);

        assertThat(told()).containsExactly("entered overdue 1 at 21 time");
    }

    /** Between everybody's orders. */
    private record Interval(Duration usual) implements ShopFacts {

        @Override
        public String fingerprint(String fact) {
            return fact.equals("figure:population.reorder_interval") ? usual.toString() : "";
        }

        @Override
        public Value figure(String name, @Nullable Value argument, CustomerState customer) {
            return name.equals("population.reorder_interval") ? new Value.Span(usual) : Value.UNKNOWN;
        }
    }

    @Test
    void shouldJudgeAnewOnlyWhoseRulesReadWhatTheShopChanged() {
        define("near", 1, "trait.country in list(\"near\")");
        define("buyers", 1, "count(order_completed) > 0");
        task.happen(
                Events.identify("e1", T0.plusSeconds(1), Json.object().put("country", "AT"), ShopEvent.Trust.SERVER));
        task.sweepToTheEnd();

        at(2);
        task.set(settings(Map.of("near", List.of("AT", "CH"))));
        assertThat(task.task().ruleHistory().current().changedAt("buyers"))
                .isLessThan(task.task().ruleHistory().current().number());
        at(3);
        task.sweepToTheEnd();
        task.restart();
        at(4);
        task.set(settings(Map.of()));
        at(5);
        task.sweepToTheEnd();

        assertThat(told()).containsExactly("entered near 1 at 2 definition", "exited near 1 at 4 definition");
    }

    @Test
    void shouldSweepNothingForASettingThatNoRuleReads() {
        define("buyers", 1, "count(order_completed) > 0");
        viewed(ANNA, "e1", 1);
        task.sweepToTheEnd();

        task.set(settings(Map.of("far", List.of("NZ"))));

        assertThat(task.task().ruleHistory().sweep().isComplete()).isTrue();
    }

    @Test
    void shouldWriteOnlyWhomANewRuleMoves() {
        for (int i = 0; i < 30; i++) {
            viewed(CustomerId.user("c" + i), "e" + i, 1);
        }
        task.happen(Events.of(CustomerId.user("c7"), Events.ordered("o", "o1", "10", T0.plusSeconds(2))));
        define("buyers", 1, "count(order_completed) > 0");
        at(3);

        task.sweepToTheEnd();

        assertThat(task.customer(CustomerId.user("c6")).watch().generation()).isZero();
        assertThat(task.customer(CustomerId.user("c7")).watch().generation()).isEqualTo(1);
        viewed(CustomerId.user("c6"), "again", 4);
        assertThat(task.told()).hasSize(1);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        for (int i = 0; i < 10; i++) {
            viewed(CustomerId.user("c" + i), "e" + i, 1);
        }
        define("all", 1, "count(page_viewed) > 0");
        at(2);
        for (int i = 0; i < 4; i++) {
            task.sweep();
        }

        task.restart();

        assertThat(task.task().ruleHistory().sweep().visited()).isEqualTo(4);
        task.sweepToTheEnd();
        assertThat(task.told()).hasSize(10);
        assertThat(task.task().ruleHistory().sweep().visited()).isEqualTo(10);
    }

    @Test
    void shouldForgetOldRulesWhenTheWalkIsDone() {
        viewed(ANNA, "e1", 1);
        for (int version = 1; version <= 5; version++) {
            define("a", version, "count(page_viewed) > " + version);
        }
        at(2);

        task.sweepToTheEnd();

        assertThat(task.keys("definitions")).hasSize(3);
        assertThat(task.task().ruleHistory().generations()).hasSize(1);
    }

    @Test
    void shouldSeedWhatNobodyKeptFromWhatIsRemembered() {
        for (int i = 0; i < 3; i++) {
            task.happen(Events.track(
                    "e" + i, "Page Viewed", T0.plusSeconds(i + 1), Json.object().put("path", "/a")));
        }
        define("keen", 1, "count(page_viewed{path = \"/a\"}[1h]) >= 3");
        at(9);

        task.sweepToTheEnd();

        assertThat(told()).containsExactly("entered keen 1 at 3 definition");
        assertThat(task.task().exactSince()).isEmpty();
    }

    @Test
    void shouldSayHowFarBackARuleIsExactThatWasSeededFromTooLittle() {
        for (int i = 0; i < 130; i++) {
            viewed(ANNA, "e" + i, i + 1);
        }
        define("keen", 1, "count(page_viewed{path != \"/b\"}) >= 120");
        at(200);

        task.sweepToTheEnd();

        assertThat(task.task().exactSince()).containsEntry("keen", T0.plusSeconds(30));
        task.restart();
        assertThat(task.task().exactSince()).containsEntry("keen", T0.plusSeconds(30));
        task.define("keen", null);
        assertThat(task.task().exactSince()).isEmpty();
    }

    @Test
    void shouldJudgeEverybodyByTheShopsOwnValueOfAParameter() {
        defineBuyers("2 between 1 and 3");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        at(2);
        task.set(overriding("1"));
        task.restart();
        at(3);
        task.sweepToTheEnd();
        at(4);
        task.set(overriding("3"));
        at(5);
        task.sweepToTheEnd();

        assertThat(told()).containsExactly("entered buyers 1 at 2 definition", "exited buyers 1 at 4 definition");
        assertThat(inForce()).containsExactly("buyers 1 count(order_completed) >= $orders");
    }

    @Test
    void shouldGoBackToTheDefinitionWhereTheShopsValueNoLongerFits() {
        defineBuyers("2 between 1 and 3");
        task.set(overriding("1"));
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        at(2);
        defineBuyers("3 between 2 and 4");
        at(3);
        task.sweepToTheEnd();

        assertThat(told()).containsExactly("entered buyers 1 at 1 event", "exited buyers 2 at 2 definition");
    }

    @Test
    void shouldReadAgainWhatTheSettingsOfBeforeMadeUnreadable() {
        task.set(declaring(List.of(new ShopSettings.Field("trait", "size", "text", null, null, List.of()))));
        define("large", 1, "trait.size > 5");
        assertThat(turnedDown()).hasSize(1);

        task.set(declaring(List.of()));

        assertThat(inForce()).containsExactly("large 1 trait.size > 5");
        assertThat(turnedDown()).isEmpty();
    }

    private ShopSettings declaring(List<ShopSettings.Field> fields) {
        return new ShopSettings(
                null, Map.of(), "UTC", Map.of(), List.of(), Map.of(), Json.object(), Map.of(), fields, task.now());
    }

    @Test
    void shouldSeeMoneyByTheRatesOfItsOwnDayAlsoInRulesThatComeLater() {
        task.set(pricing("0.5"));
        task.happen(ordered("e1", "o1", 1));
        at(2);
        task.set(pricing("2"));
        task.happen(ordered("e2", "o2", 3));

        define("spent", 1, "sum(order_completed.total{order_id exists}) = 250");
        define("large", 1, "count(order_completed{total > 100}) = 1");
        at(4);
        task.sweepToTheEnd();

        assertThat(told())
                .containsExactlyInAnyOrder("entered spent 1 at 3 definition", "entered large 1 at 3 definition");
    }

    private static ShopEvent ordered(String id, String order, long second) {
        return Events.track(
                id,
                "Order Completed",
                T0.plusSeconds(second),
                Json.object().put("order_id", order).put("total", "100").put("currency", "USD"));
    }

    private ShopSettings pricing(String dollar) {
        return new ShopSettings(
                "EUR",
                Map.of("USD", new BigDecimal(dollar)),
                "UTC",
                Map.of(),
                List.of(),
                Map.of(),
                Json.object(),
                Map.of(),
                List.of(),
                task.now());
    }

    private void defineBuyers(String orders) {
        task.define(
                "buyers",
                new SegmentDefinition(
                        "buyers",
                        1,
                        "Buyers",
                        "count(order_completed) >= $orders",
                        Map.of("orders", orders),
                        null,
                        task.now()));
    }

    private ShopSettings overriding(String orders) {
        return new ShopSettings(
                null,
                Map.of(),
                "UTC",
                Map.of(),
                List.of(),
                Map.of(),
                Json.object(),
                Map.of("buyers", Map.of("orders", orders)),
                List.of(),
                task.now());
    }

    private void define(String id, int version, String expression) {
        task.define(id, new SegmentDefinition(id, version, id, expression, Map.of(), null, task.now()));
    }

    private void viewed(CustomerId customer, String id, long second) {
        task.happen(Events.of(
                customer,
                Events.track(
                        id, "Page Viewed", T0.plusSeconds(second), Json.object().put("path", "/a"))));
    }

    private void at(long second) {
        task.pass(T0.plusSeconds(second));
    }

    private ShopSettings settings(Map<String, List<String>> lists) {
        return new ShopSettings(
                null, Map.of(), "UTC", lists, List.of(), Map.of(), Json.object(), Map.of(), List.of(), task.now());
    }

    private List<String> inForce() {
        return task.task().definitions().stream()
                .filter(it -> it.standing() == Standing.IN_FORCE)
                .map(it -> it.definition().id() + " " + it.definition().version() + " "
                        + it.definition().expression())
                .sorted()
                .toList();
    }

    private List<String> turnedDown() {
        return task.task().definitions().stream()
                .filter(it -> it.standing() == Standing.REFUSED || it.standing() == Standing.UNREADABLE)
                .map(it -> it.definition().id() + " " + it.definition().version() + " " + it.reason())
                .sorted()
                .toList();
    }

    private List<String> told() {
        return task.told().stream().map(RuleBookTest::text).toList();
    }

    private static String text(SegmentTransition it) {
        Instant at = it.at();
        return it.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + it.segment() + " " + it.version() + " at "
                + (at.getEpochSecond() - T0.getEpochSecond()) + " "
                + it.cause().name().toLowerCase(java.util.Locale.ROOT);
    }
}
