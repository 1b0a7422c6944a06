package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shop's settings change for rules: lists, parameters, fields, rates. */
class RulesOfSettingsTest {

    @TempDir
    Path folder;

    private OneTask task;

    @BeforeEach
    void start() {
        task = new OneTask(folder, T0, () -> new Pace(0.5, () -> 0));
    }

    @Test
    void shouldJudgeAnewOnlyWhoseRulesReadWhatTheShopChanged() {
        task.define("near", 1, "trait.country in list(\"near\")");
        task.define("buyers", 1, "count(order_completed) > 0");
        task.happen(
                Events.identify("e1", T0.plusSeconds(1), Json.object().put("country", "AT"), ShopEvent.Trust.SERVER));
        task.sweepToTheEnd();

        task.at(2);
        task.set(settings(Map.of("near", List.of("AT", "CH"))));
        assertThat(task.task().ruleHistory().current().changedAt("buyers"))
                .isLessThan(task.task().ruleHistory().current().number());
        task.at(3);
        task.sweepToTheEnd();
        task.restart();
        task.at(4);
        task.set(settings(Map.of()));
        task.at(5);
        task.sweepToTheEnd();

        assertThat(task.toldInWords())
                .containsExactly("entered near 1 at 2 definition", "exited near 1 at 4 definition");
    }

    @Test
    void shouldSweepNothingForASettingThatNoRuleReads() {
        task.define("buyers", 1, "count(order_completed) > 0");
        task.viewed(ANNA, "e1", 1);
        task.sweepToTheEnd();

        task.set(settings(Map.of("far", List.of("NZ"))));

        assertThat(task.task().ruleHistory().sweep().isComplete()).isTrue();
    }

    @Test
    void shouldJudgeEverybodyByTheShopsOwnValueOfAParameter() {
        defineBuyers("2 between 1 and 3");
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        task.at(2);
        task.set(overriding("1"));
        task.restart();
        task.at(3);
        task.sweepToTheEnd();
        task.at(4);
        task.set(overriding("3"));
        task.at(5);
        task.sweepToTheEnd();

        assertThat(task.toldInWords())
                .containsExactly("entered buyers 1 at 2 definition", "exited buyers 1 at 4 definition");
        assertThat(task.inForce()).containsExactly("buyers 1 count(order_completed) >= $orders");
    }

    @Test
    void shouldGoBackToTheDefinitionWhereTheShopsValueNoLongerFits() {
        defineBuyers("2 between 1 and 3");
        task.set(overriding("1"));
        task.happen(Events.ordered("e1", "o1", "10", T0.plusSeconds(1)));

        task.at(2);
        defineBuyers("3 between 2 and 4");
        task.at(3);
        task.sweepToTheEnd();

        assertThat(task.toldInWords())
                .containsExactly("entered buyers 1 at 1 event", "exited buyers 2 at 2 definition");
    }

    @Test
    void shouldReadAgainWhatTheSettingsOfBeforeMadeUnreadable() {
        task.set(declaring(List.of(new ShopSettings.Field("trait", "size", "text", null, null, List.of()))));
        task.define("large", 1, "trait.size > 5");
        assertThat(task.turnedDown()).hasSize(1);

        task.set(declaring(List.of()));

        assertThat(task.inForce()).containsExactly("large 1 trait.size > 5");
        assertThat(task.turnedDown()).isEmpty();
    }

    private ShopSettings declaring(List<ShopSettings.Field> fields) {
        return new ShopSettings(
                null, Map.of(), "UTC", Map.of(), List.of(), Map.of(), Json.object(), Map.of(), fields, task.now());
    }

    @Test
    void shouldSeeMoneyByTheRatesOfItsOwnDayAlsoInRulesThatComeLater() {
        task.set(pricing("0.5"));
        task.happen(ordered("e1", "o1", 1));
        task.at(2);
        task.set(pricing("2"));
        task.happen(ordered("e2", "o2", 3));

        task.define("spent", 1, "sum(order_completed.total{order_id exists}) = 250");
        task.define("large", 1, "count(order_completed{total > 100}) = 1");
        task.at(4);
        task.sweepToTheEnd();

        assertThat(task.toldInWords())
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

    private ShopSettings settings(Map<String, List<String>> lists) {
        return new ShopSettings(
                null, Map.of(), "UTC", lists, List.of(), Map.of(), Json.object(), Map.of(), List.of(), task.now());
    }
}
