package dev.millrace.segment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenNamesTest {

    @Test
    void shouldNotWarnOfWhatHasArrivedAndStillOfWhatHasNot() {
        String rule = "count(trial_startet{fee > 2 and feee > 2}) > 0 and trait.shoe_size = 40";
        FieldDictionary seen = FieldDictionary.standard()
                .withSeen(new SeenNames(List.of("event/trial_startet", "property/fee", "trait/shoe_size")));

        assertThat(warnings(rule, FieldDictionary.standard())).contains("fee", "feee", "trait.shoe_size".substring(6));
        assertThat(warnings(rule, seen)).containsExactly("feee");
        assertThat(seen.seenFields()).extracting(Field::name).containsExactlyInAnyOrder("fee", "shoe_size");
        assertThat(seen.events()).contains("trial_startet", "order_completed");
    }

    private static List<String> warnings(String rule, FieldDictionary fields) {
        ParsedExpression parsed = ExpressionParser.parse(rule, Map.of(), fields);
        assertThat(parsed).isInstanceOf(ParsedExpression.Valid.class);
        return ((ParsedExpression.Valid) parsed)
                .warnings().stream().map(ExpressionError::found).toList();
    }
}
