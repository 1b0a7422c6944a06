package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionJson;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ExpressionPrinter;
import dev.millrace.segment.rule.ExpressionSentence;
import dev.millrace.segment.rule.FieldDictionary;
import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.ParsedExpression;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random trees through the other forms of a rule, and back. */
class LanguageTest {

    @Test
    void shouldReadBackWhatItPrints() {
        Trials.check(5_000, trial -> {
            String text = ExpressionPrinter.print(trial.rule());

            ParsedExpression parsed = ExpressionParser.parse(text, parameters(trial.rule()));

            requireSame(trial.rule(), parsed);
        });
    }

    @Test
    void shouldReadBackWhatItWritesAsJson() {
        Trials.check(5_000, trial -> {
            ParsedExpression read = ExpressionJson.read(
                    ExpressionJson.write(trial.rule()), parameters(trial.rule()), FieldDictionary.standard());

            requireSame(trial.rule(), read);
        });
    }

    @Test
    void shouldSayEveryRuleInASentence() {
        Trials.check(1_000, trial -> assertThat(ExpressionSentence.describe(trial.rule()))
                .isNotBlank()
                .doesNotContain("null", "Operand", "  "));
    }

    private static void requireSame(Expression rule, ParsedExpression parsed) {
        assertThat(parsed).isInstanceOf(ParsedExpression.Valid.class);
        assertThat(((ParsedExpression.Valid) parsed).expression()).isEqualTo(rule);
    }

    private static Map<String, String> parameters(Expression rule) {
        Map<String, String> values = new TreeMap<>();
        Trees.operands(rule)
                .filter(Operand.Parameter.class::isInstance)
                .map(Operand.Parameter.class::cast)
                .forEach(parameter -> values.put(parameter.name(), ExpressionPrinter.print(parameter.value())));
        return values;
    }
}
