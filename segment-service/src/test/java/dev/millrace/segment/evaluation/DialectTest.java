package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.ExchangeRates;
import dev.millrace.segment.customer.Fold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    private static final SegmentDefinition AT_RISK = new SegmentDefinition(
            "at-risk",
            1,
            "At risk",
            "age(last(order_completed)) > $days and count(order_completed) >= $orders",
            Map.of("days", "30d between 10d and 90d", "orders", "2"),
            null,
            T0);

    @Test
    void shouldPutTheShopsValuesInThePlaceOfThoseOfTheDefinition() {
        Dialect dialect = overriding(Map.of("at-risk", Map.of("days", "45d")));

        assertThat(dialect.adapted(AT_RISK).parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("days", "45d between 10d and 90d", "orders", "2"));
        assertThat(dialect.overrides(AT_RISK, "days")).isTrue();
        assertThat(dialect.overrides(AT_RISK, "orders")).isFalse();
        assertThat(RuleSet.of(List.of(AT_RISK), dialect).meanings(ShopFacts.UNKNOWN))
                .isNotEqualTo(RuleSet.of(List.of(AT_RISK)).meanings(ShopFacts.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at-rsk  | days   | 45d   | no segment has the id at-rsk; did you mean at-risk?",
                "at-risk | day    | 45d   | the segment at-risk has no parameter $day; did you mean days?",
                "at-risk | days   | 100d  | the parameter $days is out of its range: 100d; expected between 10d and 90d",
                "at-risk | days   | 45    | the parameter $days can't be 45; expected a duration such as 30d",
                "at-risk | orders | 3 between 1 and 5 | the parameter $orders can't be 3 between 1 and 5; expected a value such as 2",
                "at-risk | orders | often | the parameter $orders is no plain value: often; expected a number, a duration such as 1h,"
                        + " a distance, a date, text in quotes, true or false; or 1h between 10m and 7d",
            })
    void shouldRefuseWhatFitsNoDefinition(String segment, String parameter, String value, String message) {
        Dialect dialect = overriding(Map.of(segment, Map.of(parameter, value)));

        assertThatThrownBy(() -> dialect.requireFitting(List.of(AT_RISK), Dialect.STANDARD))
                .hasMessage(message);
        assertThat(dialect.adapted(AT_RISK)).isEqualTo(AT_RISK);
        assertThat(dialect.overrides(AT_RISK, parameter)).isFalse();
    }

    @Test
    void shouldRefuseAValueThatMakesTheRuleSenseless() {
        SegmentDefinition idle = definition("idle", "age(cart.updated) between $idle and 7d", Map.of("idle", "1h"));
        Dialect dialect = overriding(Map.of("idle", Map.of("idle", "8d")));

        assertThatThrownBy(() -> dialect.requireFitting(List.of(idle), Dialect.STANDARD))
                .hasMessageStartingWith("the segment idle could not be read any more: line 1, column");
        assertThat(RuleSet.of(List.of(idle), dialect).rules()).hasSize(1);
    }

    @Test
    void shouldKnowTheTypesOfTheShopsOwnFields() {
        Dialect dialect = declaring(new ShopSettings.Field("trait", "joined", "date", null, null, List.of()));

        assertThat(RuleSet.of(List.of(definition("old", "years(trait.joined) >= 2", Map.of())), dialect)
                        .rules())
                .hasSize(1);
        assertThat(RuleSet.whyUnreadable(definition("wrong", "trait.joined > 5", Map.of()), dialect))
                .isPresent();
        assertThat(RuleSet.whyUnreadable(definition("wrong", "trait.joined > 5", Map.of()), Dialect.STANDARD))
                .isEmpty();
    }

    @Test
    void shouldRefuseATypeThatASegmentInForceCanNotUse() {
        Dialect dialect = declaring(new ShopSettings.Field("trait", "joined", "date", null, null, List.of()));

        assertThatThrownBy(() -> dialect.requireFitting(
                        List.of(definition("a", "trait.joined > 5", Map.of())), Dialect.STANDARD))
                .hasMessageStartingWith("the segment a could not be read any more: line 1, column");
        assertThatCode(() ->
                        dialect.requireFitting(List.of(definition("a", "trait.other > 5", Map.of())), Dialect.STANDARD))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseToTakeAwayATypeThatASegmentInForceNeeds() {
        Dialect before = declaring(new ShopSettings.Field("property", "fee", "money", null, null, List.of()));
        Dialect after = declaring(new ShopSettings.Field("property", "fee", "text", null, null, List.of()));
        SegmentDefinition fees = definition("fees", "sum(deposit_paid.fee) > 95", Map.of());

        assertThatThrownBy(() -> after.requireFitting(List.of(fees), before))
                .hasMessageStartingWith("the segment fees could not be read any more");
        assertThatCode(() -> before.requireFitting(List.of(fees), after)).doesNotThrowAnyException();
        assertThatCode(() -> after.requireFitting(List.of(fees), after)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "trait, country, text",
        "trait, size, tekst",
        "traits, size, text",
        "line, size, text",
        "engagement, size, text",
        "figure, population.x, number"
    })
    void shouldRefuseFieldsThatAreNone(String scope, String name, String type) {
        ShopSettings settings =
                settings(Map.of(), List.of(new ShopSettings.Field(scope, name, type, null, null, List.of())));

        assertThatThrownBy(() -> Dialect.fields(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
        assertThat(Dialect.of(Optional.of(settings)).fields()).isEqualTo(Dialect.STANDARD.fields());
    }

    @Test
    void shouldConvertAmountsThatAShopDeclaresAndKeepThemApartFromPlainNumbers() {
        List<SegmentDefinition> deposits = List.of(definition("deposits", "sum(deposit_paid.fee) > 95", Map.of()));
        RuleSet plain = RuleSet.of(deposits);
        RuleSet money = RuleSet.of(
                deposits, declaring(new ShopSettings.Field("property", "fee", "money", null, null, List.of())));
        ExchangeRates rates = new ExchangeRates("EUR", Map.of("USD", new BigDecimal("0.9")));
        var paid = Events.track(
                "e1", "Deposit Paid", T0, Json.object().put("fee", "100").put("currency", "USD"));

        assertThat(keys(plain)).doesNotContainAnyElementsOf(keys(money));
        assertThat(holds(plain, Fold.apply(CustomerState.EMPTY, paid, T0, plain.plan(), rates)))
                .isEqualTo(Truth.YES);
        assertThat(holds(money, Fold.apply(CustomerState.EMPTY, paid, T0, money.plan(), rates)))
                .isEqualTo(Truth.NO);
    }

    private static List<Integer> keys(RuleSet rules) {
        return rules.plan().specs().stream().map(AccumulatorSpec::key).toList();
    }

    private static Truth holds(RuleSet rules, CustomerState state) {
        return rules.evaluate(rules.rules().get(0), state, ShopFacts.UNKNOWN, T0)
                .truth();
    }

    private static Dialect overriding(Map<String, Map<String, String>> segments) {
        return Dialect.of(Optional.of(settings(segments, List.of())));
    }

    private static Dialect declaring(ShopSettings.Field field) {
        return Dialect.of(Optional.of(settings(Map.of(), List.of(field))));
    }

    private static ShopSettings settings(Map<String, Map<String, String>> segments, List<ShopSettings.Field> fields) {
        return new ShopSettings(
                null, Map.of(), "UTC", Map.of(), List.of(), Map.of(), Json.object(), segments, fields, T0);
    }

    private static SegmentDefinition definition(String id, String expression, Map<String, String> parameters) {
        return new SegmentDefinition(id, 1, id, expression, parameters, null, T0);
    }
}
