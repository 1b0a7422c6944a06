package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldPrintWhatItParsed(String text, String sentence) {
        Expression expression = Table.parsed(text);

        String printed = ExpressionPrinter.print(expression);

        assertThat(Table.parsed(printed)).isEqualTo(expression);
        assertThat(ExpressionPrinter.print(Table.parsed(printed))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cart.count > 0 and cart.stage = \"cart\" and age(cart.updated) between $idle and 7d",
                "not (trait.member = true or trait.city = \"Köln \\\"am Rhein\\\"\")",
                "(count(page_viewed) = 1 and cart.value >= 12.50) and trait.email exists",
                "age(first(page_viewed)) < 1d2h3m4s5ms",
                "trait.address.city not contains \"a\\nb\"",
                "trait.count = 3 or trait.in exists or trait.`Plan Name` not exists",
                "1 - (2 - 3) - 4 * (5 + 6) / (7 / 8) < -10",
                "count(event(\"in\"){`in` = 1 and `cart`.size > 2}) > 1",
                "count(order_completed{category = \"a\"}[since last(page_viewed[$idle])]) > 0",
                "not trait.country not in (\"DE\", \"AT\")"
            })
    void shouldLeaveWhatIsWrittenPlainlyAsItIs(String text) {
        assertThat(ExpressionPrinter.print(Table.parsed(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "count(event(\"Trial Started\")) > 0       | count(trial_started) > 0",
                "((cart.count)) > (0)                      | cart.count > 0",
                "not trait.country in (\"DE\")             | trait.country not in (\"DE\")",
                "age(cart.updated) > 2w                    | age(cart.updated) > 14d",
                "age(cart.updated) > 90m                   | age(cart.updated) > 1h30m",
                "(1 + 2) + (3 * 4) > 1                     | 1 + 2 + 3 * 4 > 1",
                "in (  \"leads\" )and cart.count>-1        | in(\"leads\") and cart.count > -1",
                "trait.email matches \"\\d+\"              | trait.email matches \"\\\\d+\"",
                "(cart.count=1 or cart.count=2) or tag(\"x\") | (cart.count = 1 or cart.count = 2) or tag(\"x\")",
                "(cart.count=1 and cart.count=2) or tag(\"x\") | cart.count = 1 and cart.count = 2 or tag(\"x\")"
            })
    void shouldPrintInOneWay(String text, String printed) {
        assertThat(ExpressionPrinter.print(Table.parsed(text))).isEqualTo(printed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void shouldNameThePlaceTheReasonAndTheRemedy(String text, String refusal) {
        ExpressionError error = Table.refused(text);

        assertThat(error.line()).isEqualTo(1);
        assertThat("%d | %s | %s | %s | %s"
                        .formatted(
                                error.column(),
                                error.message(),
                                error.found(),
                                error.expected(),
                                error.suggestion() == null ? "-" : error.suggestion()))
                .isEqualTo(refusal);
    }

    @Test
    void shouldCountLines() {
        ExpressionError error = Table.refused("cart.count > 0\n  and cart.size = 1");

        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "trait.emial exists                            |  7 | emial           | email",
                "trait.firstname exists                        |  7 | firstname       | first_name",
                "trait.shoe_size > 40                          |  7 | shoe_size       |",
                "count(order_complete) > 0                     |  7 | order_complete  | order_completed",
                "count(product_viewed{catgory = \"x\"}) > 0    | 22 | catgory         | category",
                "sum(order_completed.items.prce) > 0           | 21 | items.prce      | items.price",
                "count(email_opened{machin = true}) > 0        | 20 | machin          | machine",
                "count(page_viewed{context.compaign.name = \"x\"}) > 0 | 19 | context.compaign.name | context.campaign.name",
                "count(order_completed{category = \"x\"}) > 0   | 23 | category        | items.category",
                "sum(checkout_started.price) > 0               | 22 | price           | items.price",
                "count(product_viewed{category = shoes}) > 0   | 33 | shoes           | \"shoes\"",
                "count(page_viewed) > -1                       | 22 | -1              |",
                "cart.count >= -5                              | 15 | -5              |"
            })
    void shouldWarnOfWhatIsPerhapsNotMeant(String text, int column, String found, String suggestion) {
        ParsedExpression parsed = ExpressionParser.parse(text, Map.of());

        assertThat(((ParsedExpression.Valid) parsed).warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.column()).isEqualTo(column);
            assertThat(warning.found()).isEqualTo(found);
            assertThat(warning.suggestion()).isEqualTo(suggestion);
        });
    }

    @Test
    void shouldNotWarnOfEventsOfTheShopsOwn() {
        ParsedExpression parsed = ExpressionParser.parse("count(trial_started{price > 3}) > 0", Map.of());

        assertThat(((ParsedExpression.Valid) parsed).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "sum(order_completed.total) > 1       | MONEY",
                "avg(order_completed.items.quantity) > 1 | NUMBER",
                "sum(level_up.points) > 1             | NUMBER",
                "first(order_completed) > last(order_completed) | INSTANT",
                "first(order_completed.coupon) = \"x\" | TEXT",
                "first(page_viewed.foo) = \"x\"       | ANY",
                "last(order_completed) - first(order_completed) > 1d | DURATION",
                "last(order_completed) + 1d > first(order_completed) | INSTANT",
                "1d / 2h > 1                          | NUMBER",
                "cart.value * 2 > 1                   | MONEY",
                "cart.value / cart.value > 1          | NUMBER",
                "cart.value + 2 > 1                   | MONEY",
                "trait.foo * 2 > 1                    | ANY",
                "default(trait.foo, 3d) > 1d          | DURATION",
                "trait.birthday exists                | DATE",
                "trait.location exists                | PLACE",
                "distance(trait.location, stores) > 1km | DISTANCE",
                "population.reorder_interval > 1d     | DURATION",
                "population.reorder_interval(\"shoes\") > 1d | DURATION",
                "shop.threshold > 1                   | ANY",
                "trait.renewal < last(order_completed) | INSTANT",
                "trait.renewal - last(order_completed) > 3d | DURATION",
                "last(order_completed) - trait.renewal > 3d | DURATION",
                "trait.renewal - 3d < last(order_completed) | INSTANT",
                "3d + trait.renewal > last(order_completed) | INSTANT",
                "trait.start - trait.end > 3d         | DURATION",
                "date(\"2026-11-27\") < cart.updated | INSTANT"
            })
    void shouldKnowTypes(String text, Type type) {
        assertThat(Tree.operands(Table.parsed(text)).get(0).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "1h between 10m and 7d",
        "10m between 10m and 7d",
        "7d",
        "7d between 10m and 7d",
        "-1d between -2d and 0s"
    })
    void shouldTakeAParameterInItsRange(String value) {
        assertThat(ExpressionParser.parse("age(cart.updated) > $idle", Map.of("idle", value)))
                .isInstanceOf(ParsedExpression.Valid.class);
    }

    @Test
    void shouldCompareDistancesInARangeByTheirLength() {
        String text = "distance(trait.location, stores) < $far";

        assertThat(ExpressionParser.parse(text, Map.of("far", "12mi between 19km and 20km")))
                .isInstanceOf(ParsedExpression.Valid.class);
        assertThat(ExpressionParser.parse(text, Map.of("far", "13mi between 19km and 20km")))
                .isInstanceOf(ParsedExpression.Invalid.class);
    }

    static Stream<String> deepest() {
        return Stream.of(
                "(".repeat(50) + "cart.count" + ")".repeat(50) + " > 1",
                "(".repeat(50) + "cart.count > 1" + ")".repeat(50),
                "not ".repeat(48) + "cart.count = 1",
                "cart.count > 1" + " + 1".repeat(45),
                "cart.count > " + "1 + (".repeat(40) + "1" + ")".repeat(40),
                "cart.count > 1" + " or cart.count > 1".repeat(160));
    }

    @Timeout(5)
    @ParameterizedTest
    @MethodSource("deepest")
    void shouldReadWhatIsJustShallowEnough(String text) {
        Expression expression = Table.parsed(text);

        assertThat(Table.parsed(ExpressionPrinter.print(expression))).isEqualTo(expression);
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of("(".repeat(51) + "cart.count = 1" + ")".repeat(51), "nested too deeply"),
                Arguments.of("(".repeat(3_999), "nested too deeply"),
                Arguments.of("(".repeat(50) + "cart.count", "unexpected the end"),
                Arguments.of("count(x{".repeat(25) + "a", "unexpected the end"),
                Arguments.of("not ".repeat(990) + "cart.count = 1", "nested too deeply"),
                Arguments.of("- ".repeat(1_900) + "1 = 1", "a minus like this"),
                Arguments.of("1" + "+1".repeat(1_900) + " = 1", "nested too deeply"),
                Arguments.of("1" + "*1".repeat(1_900) + " = 1", "nested too deeply"),
                Arguments.of("cart.count > 1" + " or cart.count > 1".repeat(200), "too many parts"),
                Arguments.of("cart.count in (1" + ",1".repeat(600) + ")", "too many parts"),
                Arguments.of("1=1" + " or\n1=1".repeat(400) + " ".repeat(900), "too"),
                Arguments.of(" ".repeat(4_001), "too long"),
                Arguments.of("tag(\"" + "\t".repeat(3_900) + "\")", "too long"),
                Arguments.of("tag(\"\uD83D\")", "half of a character"),
                Arguments.of("\uDE00", "half of a character"),
                Arguments.of("trait.x matches \"" + "a".repeat(501) + "\"", "the pattern is too long"),
                Arguments.of("trait.x matches \"((a{100}){100}){100}\"", "the pattern repeats too much"));
    }

    @Timeout(5)
    @ParameterizedTest
    @MethodSource("tooMuch")
    void shouldRefuseWhatIsTooLongOrTooDeep(String text, String message) {
        assertThat(Table.refused(text).message()).contains(message);
    }

    @Test
    void shouldReadTextOfAnyAlphabet() {
        assertThat(Table.parsed("trait.größe > 3 and tag(\"😀 “x” \\\\ \\\"\")"))
                .isEqualTo(Table.parsed("trait.`größe` > 3 and tag(\"😀 “x” \\ \\\"\")"));
    }

    @Test
    void shouldTakeWeeks() {
        assertThat(DurationText.parse("1w2d")).isEqualTo(Duration.ofDays(9));
    }

    static Stream<Arguments> sentences() {
        return Table.read("sentences.txt");
    }

    static Stream<Arguments> refusals() {
        return Table.read("refusals.txt");
    }
}
