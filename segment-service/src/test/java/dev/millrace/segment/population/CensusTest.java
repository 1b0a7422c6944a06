package dev.millrace.segment.population;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Truth;
import dev.millrace.segment.evaluation.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CensusTest {

    private static final Instant NOW = T0.plus(Duration.ofDays(100));

    private final RuleSet rules = RuleSet.of(List.of(
            definition("buyers", "count(order_completed) >= 1", Map.of()),
            definition("best", "percentile(sum(order_completed.total), of: \"buyers\") >= 0.9", Map.of()),
            definition("regular", "quintile(count(order_completed)) = 5", Map.of()),
            definition("month", "percentile(sum(order_completed.total[$window])) > 0.5", Map.of("window", "30d")),
            definition("year", "percentile(sum(order_completed.total[$window])) > 0.5", Map.of("window", "365d"))));

    @Test
    void shouldTellFiguresOfOneInstantApart() {
        PopulationFigure some =
                PopulationFigure.ofShares("rfm.frequency", Instant.EPOCH, 20, List.of(1.0), List.of(0.0), List.of(1.0));
        PopulationFigure other =
                PopulationFigure.ofShares("rfm.frequency", Instant.EPOCH, 20, List.of(2.0), List.of(0.0), List.of(1.0));

        assertThat(fingerprint(some)).isNotEqualTo(fingerprint(other)).isEqualTo(fingerprint(some));
    }

    private static String fingerprint(PopulationFigure figure) {
        return new PopulationFacts(List.of(figure)).fingerprint("figure:rfm.frequency");
    }

    @Test
    void shouldCountWhatTheRulesRankBy() {
        assertThat(Census.names(rules))
                .containsExactlyInAnyOrder(
                        "rfm.recency",
                        "rfm.frequency",
                        "rfm.monetary",
                        "reorder_interval",
                        "sum(order_completed.total) of buyers",
                        "count(order_completed)",
                        "sum(order_completed.total[$window]) with {window=30d}",
                        "sum(order_completed.total[$window]) with {window=365d}");
    }

    @Test
    void shouldSelectTheTopTenthOfABaseInTwoPartitions() {
        List<CustomerState> customers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            customers.add(buyer(i, 10 + i));
        }

        PopulationFacts facts = published(customers);

        List<CustomerState> best = customers.stream()
                .filter(customer -> rules.evaluate(rules.rule("best").orElseThrow(), customer, facts, NOW)
                                .truth()
                        == Truth.YES)
                .toList();
        assertThat(best).containsExactlyElementsOf(customers.subList(90, 100));
    }

    @Test
    void shouldCompareOnlyWithMembersOfTheBase() {
        List<CustomerState> customers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            customers.add(buyer(i, 10 + i));
            customers.add(Fold.apply(CustomerState.EMPTY, Events.added("v" + i, "shoe", 1, T0), T0, rules.plan()));
        }

        PopulationFacts facts = published(customers);

        assertThat(facts.rank(
                        dev.millrace.segment.rule.Operand.Rank.Kind.PERCENTILE,
                        "sum(order_completed.total)",
                        "buyers",
                        java.math.BigDecimal.valueOf(60)))
                .isEqualByComparingTo("0.5");
    }

    @Test
    void shouldKnowTheUsualTimeBetweenTwoOrders() {
        List<CustomerState> customers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            CustomerState once = buyer(i, 10);
            Instant again = T0.plusSeconds(i).plus(Duration.ofDays(20 + i % 3));
            customers.add(Fold.apply(once, Events.ordered("again" + i, "again" + i, "10", again), again, rules.plan()));
        }

        PopulationFacts facts = published(customers);

        assertThat(facts.figure("population.reorder_interval", null, CustomerState.EMPTY))
                .isEqualTo(new Value.Span(Duration.ofDays(21)));
    }

    @Test
    void shouldKnowTheUsualTimeBetweenTwoOrdersOfACategory() {
        PopulationFigure coffee =
                PopulationFigure.ofMedian("reorder_interval/ground coffee", NOW, 20, Duration.ofDays(14));
        PopulationFacts facts = new PopulationFacts(List.of(coffee));

        assertThat(facts.figure("population.reorder_interval", new Value.Text("Ground Coffee"), CustomerState.EMPTY))
                .isEqualTo(new Value.Span(Duration.ofDays(14)));
        assertThat(facts.figure("population.reorder_interval", new Value.Text("tea"), CustomerState.EMPTY))
                .isEqualTo(Value.UNKNOWN);
        assertThat(facts.fingerprint("figure:population.reorder_interval/Ground Coffee"))
                .isNotEmpty();
        assertThat(facts.fingerprint("figure:population.reorder_interval/tea")).isEmpty();
        assertThat(facts.fingerprint("figure:population.reorder_interval")).isEmpty();
    }

    @Test
    void shouldPutTheNewestAndMostFrequentAmongTheChampions() {
        List<CustomerState> customers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            CustomerState customer = CustomerState.EMPTY;
            for (int order = 0; order <= i / 20; order++) {
                Instant at = T0.plus(Duration.ofDays(i / 20 * 10 + order)).plusSeconds(i);
                customer = Fold.apply(
                        customer,
                        Events.ordered("e" + i + "-" + order, "o" + i + "-" + order, "10", at),
                        at,
                        rules.plan());
            }
            customers.add(customer);
        }

        PopulationFacts facts = published(customers);

        assertThat(facts.figure("rfm.cell", null, customers.get(99))).isEqualTo(new Value.Text("champions"));
        assertThat(facts.figure("rfm.cell", null, customers.get(0))).isEqualTo(new Value.Text("hibernating"));
        assertThat(facts.figure("rfm.recency", null, customers.get(50)))
                .isEqualTo(new Value.Quantity(java.math.BigDecimal.valueOf(3)));
        assertThat(facts.figure("rfm.cell", null, CustomerState.EMPTY)).isEqualTo(Value.UNKNOWN);
    }

    @Test
    void shouldSayNothingOfAHandfulOfCustomers() {
        assertThat(Figures.publish(
                        "rfm.frequency",
                        Census.merged(List.of(sketches(List.of(buyer(1, 10))).get("rfm.frequency"))),
                        NOW,
                        null))
                .isEmpty();
    }

    @Test
    void shouldNotPublishAgainBecauseAFewDidALittle() {
        List<CustomerState> customers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            customers.add(buyer(i, 10 + i % 50));
        }
        PopulationFigure known = publish("rfm.monetary", customers, null);

        customers.add(buyer(1000, 20));

        assertThat(Figures.publish("rfm.monetary", counted("rfm.monetary", customers), NOW, known))
                .isEmpty();
        for (int i = 0; i < 30; i++) {
            customers.add(buyer(2000 + i, 500));
        }
        assertThat(Figures.publish("rfm.monetary", counted("rfm.monetary", customers), NOW, known))
                .isPresent();
    }

    private PopulationFacts published(List<CustomerState> customers) {
        List<PopulationFigure> figures = new ArrayList<>();
        for (String name : Census.names(rules)) {
            Figures.publish(name, counted(name, customers), NOW, null).ifPresent(figures::add);
        }
        return new PopulationFacts(figures);
    }

    private PopulationFigure publish(String name, List<CustomerState> customers, PopulationFigure known) {
        return Figures.publish(name, counted(name, customers), NOW, known).orElseThrow();
    }

    private Distribution counted(String name, List<CustomerState> customers) {
        int half = customers.size() / 2;
        return Census.merged(List.of(
                sketches(customers.subList(0, half)).get(name),
                sketches(customers.subList(half, customers.size())).get(name)));
    }

    private Map<String, byte[]> sketches(List<CustomerState> customers) {
        Census census = new Census(rules, ShopFacts.UNKNOWN, NOW);
        customers.forEach(
                customer -> census.count(customer, customer.orders().newest().isEmpty() ? Set.of() : Set.of("buyers")));
        return census.sketches();
    }

    private CustomerState buyer(int number, int total) {
        Instant at = T0.plusSeconds(number);
        return Fold.apply(
                CustomerState.EMPTY,
                Events.ordered("e" + number, "o" + number, Integer.toString(total), at),
                at,
                rules.plan());
    }

    private static SegmentDefinition definition(String id, String expression, Map<String, String> parameters) {
        return new SegmentDefinition(id, 1, id, expression, parameters, null, Instant.EPOCH);
    }
}
