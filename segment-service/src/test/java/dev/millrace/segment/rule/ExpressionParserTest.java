package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {

    private static final Map<String, String> PARAMETERS = Map.of("idle", "10s", "most", "3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count(order_completed) = 0 and consent.email = \"subscribed\"",
                "cart.count > 0 and cart.stage = \"cart\" and age(cart.updated) between $idle and 7d",
                "count(order_completed) >= 1 and age(last(order_completed)) > 180d",
                "not (trait.vip = true or trait.city = \"Köln \\\"am Rhein\\\"\")",
                "not count(page_viewed) < $most",
                "(count(page_viewed) = 1 and cart.value >= 12.50) and trait.email exists",
                "sum(order_completed.total) != 100 or first(order_completed) = last(order_completed)",
                "age(first(page_viewed)) < 1d2h3m4s5ms",
                "trait.address.city = \"Bern\"",
                "trait.count = 3"
            })
    void shouldPrintWhatItParsed(String text) {
        ParsedExpression parsed = ExpressionParser.parse(text, PARAMETERS);

        assertThat(parsed).isInstanceOf(ParsedExpression.Valid.class);
        assertThat(ExpressionPrinter.print(((ParsedExpression.Valid) parsed).expression()))
                .isEqualTo(text);
    }

    @Test
    void shouldReadAnEventUnderItsNameInTheTrackingApi() {
        ParsedExpression parsed = ExpressionParser.parse("count(event(\"Trial Started\")) > 0", Map.of());

        assertThat(parsed).isEqualTo(ExpressionParser.parse("count(trial_started) > 0", Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "count(order_completed)                   | 23 | unexpected the end of the expression",
                "count(order_completed) = 7d              | 26 | a number can't be compared with a duration",
                "cart.count > 0 and cart.size = 1         | 25 | a cart has no such part",
                "cuont(order_completed) = 1               |  1 | unknown function",
                "age(order_completed) > 1d                |  5 | age is the time since an instant",
                "age(cart.count) > 1d                     |  5 | age is the time since an instant",
                "sum(order_completed.shipping) > 1        |  5 | no such sum is kept",
                "count(order_completed.total) > 1         | 23 | count takes an event without a property",
                "consent.email = \"yes\"                  | 17 | never has this value",
                "cart.stage > \"cart\"                    | 12 | text has no order here",
                "profile.email exists                     |  1 | unknown name",
                "cart.count > $limit                      | 14 | no value for the parameter",
                "cart.count > 1 and                       | 19 | unexpected the end of the expression",
                "cart.count > 1 # 2                       | 16 | unexpected #",
                "age(cart.updated) > 99999999999d         | 21 | a duration out of range"
            })
    void shouldNameThePlaceAndTheReason(String text, int column, String message) {
        ParsedExpression parsed = ExpressionParser.parse(text, PARAMETERS);

        assertThat(parsed).isInstanceOf(ParsedExpression.Invalid.class);
        ExpressionError error = ((ParsedExpression.Invalid) parsed).error();
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.line()).isEqualTo(1);
        assertThat(error.column()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource({
        "cuont(page_viewed) > 1,count",
        "trate.x exists,trait",
        "cart.stge exists,stage",
        "cart.count > $idel,$idle"
    })
    void shouldSuggestTheNearestName(String text, String suggestion) {
        ParsedExpression parsed = ExpressionParser.parse(text, PARAMETERS);

        assertThat(((ParsedExpression.Invalid) parsed).error().suggestion()).isEqualTo(suggestion);
    }

    @Test
    void shouldRefuseWhatIsTooLongOrTooDeep() {
        assertThat(ExpressionParser.parse("(".repeat(60) + "cart.count = 1" + ")".repeat(60), Map.of()))
                .isInstanceOf(ParsedExpression.Invalid.class);
        assertThat(ExpressionParser.parse(" ".repeat(4_001), Map.of())).isInstanceOf(ParsedExpression.Invalid.class);
        assertThat(ExpressionParser.parse("not ".repeat(990) + "cart.count = 1", Map.of()))
                .isInstanceOf(ParsedExpression.Valid.class);
    }

    @Test
    void shouldRefuseAParameterThatIsNoPlainValue() {
        ParsedExpression parsed = ExpressionParser.parse("cart.count > $n", Map.of("n", "count(page_viewed)"));

        assertThat(((ParsedExpression.Invalid) parsed).error().message()).contains("$n is no plain value");
    }
}
