package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
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
        task.define("a", 1, "cart.count > 0");
        task.define("b", 1, "in(\"a\")");

        task.define("a", 2, "in(\"b\")");

        assertThat(task.inForce()).containsExactly("a 1 cart.count > 0", "b 1 in(\"a\")");
        assertThat(task.turnedDown()).containsExactly("a 2 the segment would ask itself: a asks b asks a");
        task.restart();
        assertThat(task.inForce()).containsExactly("a 1 cart.count > 0", "b 1 in(\"a\")");
        assertThat(task.turnedDown()).hasSize(1);
    }

    @Test
    void shouldShowWhatItCantReadAndGoOnByTheVersionBefore() {
        task.define("a", 1, "cart.count > 0");

        task.define("a", 2, "tomorrow's_syntax(1) ???");
        task.define("never-read", 1, "count(");

        assertThat(task.inForce()).containsExactly("a 1 cart.count > 0");
        assertThat(task.turnedDown()).hasSize(2).allMatch(it -> it.contains("line 1, column"));
    }

    @Test
    void shouldTellTheSameFromACopyOfTheStore() {
        task.define("a", 1, "cart.count > 0");
        task.define("a", 2, "cart.count > 1");
        task.define("b", 1, "cart.count > 0");
        task.define("b", null);
        task.define("never-read", 1, "count(");

        assertThat(StoredRules.all(task.store("definitions")))
                .containsExactlyInAnyOrderElementsOf(task.task().definitions())
                .hasSize(3);
        assertThat(StoredRules.inForce(task.store("definitions")))
                .containsExactlyElementsOf(task.task().rules().definitions());
    }

    @Test
    void shouldLetACorrectedVersionTakeThePlaceOfOneThatWasTurnedDown() {
        task.define("a", 1, "count(");

        task.define("a", 2, "cart.count > 0");

        assertThat(task.inForce()).containsExactly("a 2 cart.count > 0");
        assertThat(task.turnedDown()).isEmpty();
    }

    @Test
    void shouldCountVersionsOnThroughDeletionAndRestart() {
        task.define("a", 1, "cart.count > 0");
        task.define("a", null);
        task.restart();

        task.define("a", 1, "cart.count > 1");

        assertThat(task.inForce()).containsExactly("a 2 cart.count > 1");
    }

    @Test
    void shouldTellOfLeavingAndEnteringWhenASegmentIsDeletedAndMadeAgain() {
        task.define("buyers", 1, "count(order_completed) > 0");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        task.at(2);
        task.define("buyers", null);
        task.at(3);
        task.restart();
        task.define("buyers", 1, "count(order_completed) > 0");
        task.at(4);
        task.sweepToTheEnd();

        assertThat(task.toldInWords())
                .containsExactly(
                        "entered buyers 1 at 1 event",
                        "exited buyers 1 at 2 definition",
                        "entered buyers 2 at 3 definition");
    }

    @Test
    void shouldWorkOutWhatRulesMeanOnceForAFigure() {
        task.define("late", 1, "age(last(order_completed)) > population.reorder_interval");
        int[] asked = {0};
        ShopFacts figures = new ShopFacts() {
            @Override
            public String fingerprint(String fact) {
                asked[0]++;
                return "today's";
            }
        };

        task.use(figures);
        assertThat(asked[0]).isEqualTo(1);
        task.use(figures);

        assertThat(asked[0]).isEqualTo(2);
        assertThat(task.task().ruleHistory().current().changedAt("late")).isEqualTo(2);
    }

    @Test
    void shouldMoveNobodyForAnotherName() {
        task.define("buyers", 1, "count(order_completed) > 0");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));
        task.sweepToTheEnd();
        long generation = task.task().ruleHistory().current().number();

        task.define(
                "buyers",
                new SegmentDefinition("buyers", 2, "Shoppers", "count(order_completed) > 0", Map.of(), "why", T0));

        assertThat(task.task().ruleHistory().current().number()).isEqualTo(generation);
        assertThat(task.task().ruleHistory().sweep().isComplete()).isTrue();
        assertThat(task.inForce()).containsExactly("buyers 2 count(order_completed) > 0");
    }

    @Test
    void shouldDecideByTheOldRulesWhatFellDueBeforeTheChangeAlsoAfterARestart() {
        task.define("idle", 1, "age(last(page_viewed)) >= 10s");
        task.viewed(ANNA, "e1", 1);
        task.at(5);
        task.define("idle", 2, "age(last(page_viewed)) >= 60s");
        task.restart();
        task.define("idle", 3, "age(last(page_viewed)) >= 3s");

        task.at(20);
        task.sweepToTheEnd();
        task.at(100);

        assertThat(task.toldInWords()).containsExactly("entered idle 3 at 5 definition");
    }

    @Test
    void shouldJudgeTheRestByNewFiguresAfterARestart() {
        task.define("often", 1, "rfm.frequency >= 4");
        task.use(new Frequency(1));
        task.viewed(ANNA, "e1", 1);
        task.viewed(CustomerId.user("berta"), "e2", 1);
        task.viewed(CustomerId.user("carla"), "e3", 1);
        task.sweepToTheEnd();

        task.at(2);
        task.use(new Frequency(5));
        task.at(3);
        task.sweep();
        task.restart();
        task.at(4);
        task.sweepToTheEnd();

        assertThat(task.toldInWords()).hasSize(3).allMatch(it -> it.startsWith("entered often 1 at 2 population"));
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
        task.viewed(ANNA, "e1", 1);
        task.define("overdue", 1, "age(last(page_viewed)) >= population.reorder_interval");
        task.at(2);
        task.sweepToTheEnd();
        task.use(new Interval(Duration.ofSeconds(20)));
        task.restart();
        task.at(3);
        task.sweepToTheEnd();

        task.at(30);

        assertThat(task.toldInWords()).containsExactly("entered overdue 1 at 21 time");
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
    void shouldWriteOnlyWhomANewRuleMoves() {
        for (int i = 0; i < 30; i++) {
            task.viewed(CustomerId.user("c" + i), "e" + i, 1);
        }
        task.happen(Events.of(CustomerId.user("c7"), Events.ordered("o", "o1", "10", T0.plusSeconds(2))));
        task.define("buyers", 1, "count(order_completed) > 0");
        task.at(3);

        task.sweepToTheEnd();

        assertThat(task.customer(CustomerId.user("c6")).watch().generation()).isZero();
        assertThat(task.customer(CustomerId.user("c7")).watch().generation()).isEqualTo(1);
        task.viewed(CustomerId.user("c6"), "again", 4);
        assertThat(task.told()).hasSize(1);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        for (int i = 0; i < 10; i++) {
            task.viewed(CustomerId.user("c" + i), "e" + i, 1);
        }
        task.define("all", 1, "count(page_viewed) > 0");
        task.at(2);
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
        task.viewed(ANNA, "e1", 1);
        for (int version = 1; version <= 5; version++) {
            task.define("a", version, "count(page_viewed) > " + version);
        }
        task.at(2);

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
        task.define("keen", 1, "count(page_viewed{path = \"/a\"}[1h]) >= 3");
        task.at(9);

        task.sweepToTheEnd();

        assertThat(task.toldInWords()).containsExactly("entered keen 1 at 3 definition");
        assertThat(task.task().exactSince()).isEmpty();
    }

    @Test
    void shouldSayHowFarBackARuleIsExactThatWasSeededFromTooLittle() {
        for (int i = 0; i < 130; i++) {
            task.viewed(ANNA, "e" + i, i + 1);
        }
        task.define("keen", 1, "count(page_viewed{path != \"/b\"}) >= 120");
        task.at(200);

        task.sweepToTheEnd();

        assertThat(task.task().exactSince()).containsEntry("keen", T0.plusSeconds(30));
        task.restart();
        assertThat(task.task().exactSince()).containsEntry("keen", T0.plusSeconds(30));
        task.define("keen", null);
        assertThat(task.task().exactSince()).isEmpty();
    }
}
