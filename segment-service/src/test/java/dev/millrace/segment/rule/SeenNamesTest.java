package dev.millrace.segment.rule;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenNamesTest {

    private final SeenNames names = new SeenNames(List.of());

    @Test
    void shouldLearnEachNameOnceAndNoneThatIsKnown() {
        ObjectNode properties = Json.object().put("total", "9").put("fee", 2).put("gift wrap", true);
        properties.putObject("deposit").put("amount", 5).putObject("deeper").put("still", 1);
        properties.putArray("products").addObject().put("size", "M").put("price", 3);
        ShopEvent event = Events.track("e1", "Trial Started", T0, properties);

        assertThat(names.learn("trial_started", event))
                .containsExactlyInAnyOrder(
                        "event/trial_started",
                        "property/fee",
                        "property/gift wrap",
                        "property/deposit.amount",
                        "line/items.size");
        assertThat(names.learn("trial_started", event)).isEmpty();
    }

    @Test
    void shouldLearnTraits() {
        ShopEvent told = Events.identify(
                "e1", T0, Json.object().put("shoe_size", 40).put("email", "anna@example.org"), ShopEvent.Trust.SERVER);

        assertThat(names.learn("identify", told)).contains("trait/shoe_size").noneMatch(it -> it.contains("email"));
    }

    @Test
    void shouldNotKeepNamesThatMayBeAboutSomebodyOrAreNone() {
        ObjectNode properties = Json.object()
                .put("anna@example.org", true)
                .put("+49170123456", 1)
                .put("", 1)
                .put("x".repeat(65), 1)
                .put("a/b", 1);
        properties.putObject("4711").put("visits", 2);

        assertThat(names.learn("page_viewed", Events.track("e1", "Page Viewed", T0, properties)))
                .isEmpty();
    }

    @Test
    void shouldStopLearningWhereTheBoundIs() {
        ObjectNode many = Json.object();
        for (int i = 0; i < SeenNames.MOST + 10; i++) {
            many.put("p" + i, i);
        }
        ShopEvent event = Events.track("e1", "Page Viewed", T0, many);

        List<String> learnt = new ArrayList<>(names.learn("page_viewed", event));

        assertThat(learnt).hasSize(SeenNames.MOST);
        assertThat(names.learn("page_viewed", event)).isEmpty();
        assertThat(new SeenNames(learnt).learn("page_viewed", event)).isEmpty();
    }

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
