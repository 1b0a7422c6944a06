package dev.millrace.segment.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {

    private static final ExchangeRates RATES =
            new ExchangeRates("EUR", Map.of("USD", new BigDecimal("0.92371"), "JPY", new BigDecimal("0.0061")));

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "eur", " EUR ", ""})
    void shouldHaveNothingToDoForTheShopsOwn(String currency) {
        assertThat(RATES.of(Json.object().put("currency", currency))).isSameAs(Conversion.NONE);
        assertThat(RATES.of(Json.object())).isSameAs(Conversion.NONE);
        assertThat(RATES.of(Json.object().putNull("currency"))).isSameAs(Conversion.NONE);
    }

    @Test
    void shouldLeaveAllAsItIsWhileNobodyHasSaidTheShopsCurrency() {
        ExchangeRates ratesAlone = new ExchangeRates(null, Map.of("USD", BigDecimal.TEN));

        assertThat(ratesAlone.of(Json.object().put("currency", "USD"))).isSameAs(Conversion.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "USD, 10,      9.2371",
        "usd, 1,       0.9237",
        "USD, -2,      -1.8474",
        "JPY, 5000,    30.5000",
        "JPY, 0.00,    0.000000",
        "EUR, 1.23456, 1.23456"
    })
    void shouldRoundToFourDecimalsHalvesToEven(String currency, BigDecimal amount, BigDecimal seen) {
        assertThat(seen(currency, amount)).isEqualByComparingTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.0001, 0.0000", "0.5, 0.0003, 0.0002", "1.5, 0.0001, 0.0002"})
    void shouldRoundHalvesToTheEvenDigit(BigDecimal rate, BigDecimal amount, BigDecimal seen) {
        assertThat(Conversion.times(amount, rate)).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBP", "US$", "dollars and cents", "€", "12", "EU R"})
    void shouldKnowNoAmountInACurrencyWithoutRate(String currency) {
        assertThat(seen(currency, BigDecimal.TEN)).isNull();
        assertThat(RATES.of(Json.object().put("currency", currency)).withoutRate())
                .hasSize(1);
    }

    @Test
    @Timeout(5)
    void shouldNotToilOverAnEventOfManyCurrencies() {
        ObjectNode event = Json.object();
        ArrayNode lines = event.putArray("products");
        for (int i = 0; i < 60_000; i++) {
            char[] code = {(char) ('A' + i % 26), (char) ('A' + i / 26 % 26), (char) ('A' + i / 676 % 26)};
            lines.addObject().put("currency", new String(code));
        }

        assertThat(RATES.of(event).rates()).hasSize(26 * 26 * 26 - 1);
    }

    @Test
    void shouldNotTakeWhatIsNoTextForTheShopsOwn() {
        ObjectNode event = Json.object();
        event.putObject("currency").put("code", "USD");

        assertThat(RATES.of(event).withoutRate()).containsExactly("???");
        assertThat(RATES.of(Json.object().put("currency", 840)).withoutRate()).containsExactly("???");
    }

    @Test
    void shouldKnowNoAmountThatNobodyCanMean() {
        ExchangeRates absurd = new ExchangeRates("EUR", Map.of("XXX", new BigDecimal("1E+29")));
        ObjectNode event = Json.object().put("currency", "XXX");
        EventFacts facts = facts(event, absurd);

        assertThat(facts.inShopCurrency(new BigDecimal("1E+29"), null)).isNull();
    }

    @Test
    void shouldTakeALinesOwnCurrencyBeforeItsEvents() {
        ObjectNode event = Json.object().put("currency", "USD");
        event.putArray("products").addObject().put("currency", "EUR");
        event.withArray("products").addObject().put("currency", "JPY");
        event.withArray("products").addObject();
        EventFacts facts = facts(event, RATES);
        JsonNode lines = facts.lines();

        assertThat(facts.inShopCurrency(BigDecimal.ONE, lines.get(0))).isEqualByComparingTo("1");
        assertThat(facts.inShopCurrency(BigDecimal.ONE, lines.get(1))).isEqualByComparingTo("0.0061");
        assertThat(facts.inShopCurrency(BigDecimal.ONE, lines.get(2))).isEqualByComparingTo("0.9237");
    }

    private static BigDecimal seen(String currency, BigDecimal amount) {
        return facts(Json.object().put("currency", currency), RATES).inShopCurrency(amount, null);
    }

    private static EventFacts facts(ObjectNode properties, ExchangeRates rates) {
        return new EventFacts("order_completed", properties, Json.object(), rates.of(properties));
    }
}
