package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people type is answered: with a rule that keeps its meaning in every form, or with a place and a reason. */
class ExpressionFuzzTest {

    private static final List<String> RULES = Table.read("sentences.txt")
            .map(arguments -> (String) arguments.get()[0])
            .toList();
    private static final List<String> BROKEN = Table.read("refusals.txt")
            .map(arguments -> (String) arguments.get()[0])
            .toList();
    private static final String[] TOKENS = {
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ".",
        ":",
        "-",
        "*",
        "/",
        "+",
        "=",
        "!=",
        ">=",
        "<",
        "and",
        "or",
        "not",
        "between",
        "exists",
        "in",
        "contains",
        "matches",
        "within",
        "some",
        "product",
        "event",
        "since",
        "true",
        "count",
        "sum",
        "first",
        "age",
        "years",
        "default",
        "percentile",
        "coupon",
        "list",
        "tag",
        "date(\"2026-11-27\")",
        "trait",
        "cart",
        "consent",
        "p_alive",
        "7d",
        "3",
        "20km",
        "\"x\"",
        "$idle",
        "order_completed",
        "total",
        "items",
        "`a b`",
        "\"",
        "\\",
        "é",
        "\uD83D",
        "==",
        "5x"
    };

    @Property(tries = 2_000)
    void shouldAnswerAnyTokens(@ForAll("soups") String text) {
        requireAnswer(text);
    }

    @Property(tries = 3_000)
    void shouldAnswerRulesWithAMistake(@ForAll("mistakes") String text) {
        requireAnswer(text);
    }

    private static void requireAnswer(String text) {
        ParsedExpression parsed = ExpressionParser.parse(text, Table.PARAMETERS);
        if (parsed instanceof ParsedExpression.Invalid invalid) {
            assertThat(invalid.error().line()).isPositive();
            assertThat(invalid.error().column()).isPositive();
            assertThat(invalid.error().message()).isNotBlank();
            assertThat(invalid.error().found()).isNotNull();
            assertThat(invalid.error().expected()).isNotNull();
            return;
        }
        Expression expression = ((ParsedExpression.Valid) parsed).expression();
        assertThat(Table.parsed(ExpressionPrinter.print(expression))).isEqualTo(expression);
        assertThat(((ParsedExpression.Valid) ExpressionJson.read(
                                ExpressionJson.write(expression), Table.PARAMETERS, FieldDictionary.standard()))
                        .expression())
                .isEqualTo(expression);
        assertThat(ExpressionSentence.describe(expression)).isNotBlank();
    }

    @Property(tries = 500)
    void shouldAnswerAnyValueOfAParameter(@ForAll("soups") String value) {
        assertThat(ExpressionParser.parse("cart.count > $n", Map.of("n", value)))
                .isNotNull();
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(30).map(tokens -> String.join(" ", tokens));
    }

    /** A part of a rule replaced by another token, or by a part of another rule. */
    @Provide
    Arbitrary<String> mistakes() {
        List<String> all = Stream.concat(RULES.stream(), BROKEN.stream()).toList();
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(TOKENS), Arbitraries.of(all), Arbitraries.of("", "not (", ") + (", "count(x[since "));
        return Combinators.combine(
                        Arbitraries.of(all),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 12),
                        pieces)
                .as((rule, at, length, piece) -> {
                    int start = Math.min(at, rule.length());
                    int end = Math.min(start + length, rule.length());
                    return rule.substring(0, start) + piece + rule.substring(end);
                });
    }
}
