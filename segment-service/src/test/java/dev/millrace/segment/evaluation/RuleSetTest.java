package dev.millrace.segment.evaluation;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.AccumulatorSpec;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Fold;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    @Test
    void shouldLeaveOutRulesThatGoRoundInACircleAndSayHow() {
        RuleSet rules = RuleSet.of(List.of(
                rule("a", "in(\"b\")"),
                rule("b", "not in(\"c\")"),
                rule("c", "in(\"a\") or cart.count > 0"),
                rule("d", "not in(\"a\")"),
                rule("e", "in(\"d\")")));

        assertThat(rules.rules()).extracting(Rule::segment).containsExactly("d", "e");
        assertThat(rules.definitions()).hasSize(5);
        assertThat(rules.circle("b")).contains(List.of("b", "c", "a", "b"));
        assertThat(rules.circle("d")).isEmpty();
    }

    @Test
    void shouldAskASharedRuleOnceHoweverDeepTheRulesAreNested() {
        SegmentDefinition[] chain = new SegmentDefinition[40];
        chain[0] = rule("s0", "cart.count = 0");
        for (int i = 1; i < chain.length; i++) {
            chain[i] = rule("s" + i, "in(\"s%d\") and in(\"s%d\")".formatted(i - 1, i - 1));
        }
        RuleSet rules = RuleSet.of(Arrays.asList(chain));

        Verdict verdict = rules.evaluate(rules.rule("s39").orElseThrow(), CustomerState.EMPTY, ShopFacts.UNKNOWN, T0);

        assertThat(verdict).isEqualTo(new Verdict(Truth.YES, Verdict.NEVER));
    }

    @Test
    void shouldKeepNoMoreThanTheRulesNeed() {
        RuleSet rules = RuleSet.of(List.of(
                rule("third", "count(product_viewed[7d]) >= 3"),
                rule("fifth", "count(product_viewed[1d]) > 4"),
                rule("tallied", "count(product_viewed) > 9 and age(last(page_viewed)) > 1d"),
                rule("orders", "sum(order_completed.total[90d]) > 100")));

        assertThat(rules.plan().specs()).singleElement().satisfies(spec -> {
            assertThat(spec.form()).isEqualTo(AccumulatorSpec.Form.INSTANTS);
            assertThat(spec.limit()).isEqualTo(5);
            assertThat(spec.windowMillis()).isEqualTo(7 * 86_400_000L);
        });
    }

    @Test
    void shouldFindOnlyTheRulesThatReadWhatAnEventChanged() {
        RuleSet rules = RuleSet.of(List.of(
                rule("a-viewed", "count(product_viewed) > 1"),
                rule("b-cart", "cart.count > 0"),
                rule("c-nested", "not in(\"b-cart\")"),
                rule("d-vip", "trait.vip = true"),
                rule("e-product", "some product (count(product_viewed) > 1)")));
        CustomerState before = CustomerState.EMPTY;

        assertThat(touched(rules, before, Events.track("1", "Page Viewed", T0, Json.object())))
                .isEmpty();
        assertThat(touched(rules, before, Events.track("1", "Product Viewed", T0, Json.object())))
                .containsExactly("a-viewed", "e-product");
        assertThat(touched(rules, before, Events.added("1", "shoe", 1, T0)))
                .containsExactly("b-cart", "c-nested", "e-product");
        assertThat(touched(
                        rules,
                        before,
                        Events.identify("1", T0, Json.object().put("vip", true), ShopEvent.Trust.SERVER)))
                .containsExactly("d-vip");
    }

    @Test
    void shouldNotKnowWhatNoRuleOfTheSetHasKept() {
        RuleSet rules = RuleSet.of(List.of(rule("kept", "count(product_viewed[7d]) >= 2")));
        CustomerState state = Fold.apply(
                CustomerState.EMPTY, Events.track("1", "Product Viewed", T0, Json.object()), T0, rules.plan());

        assertThat(adHoc(rules, "count(product_viewed[1d]) >= 1", state)).isEqualTo(Truth.YES);
        assertThat(adHoc(rules, "count(product_viewed[7d]) >= 5", state)).isEqualTo(Truth.UNKNOWN);
        assertThat(adHoc(rules, "count(product_viewed[30d]) >= 1", state)).isEqualTo(Truth.UNKNOWN);
        assertThat(adHoc(rules, "some product (count(product_viewed) > 0)", state))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(adHoc(rules, "in(\"kept\")", state)).isEqualTo(Truth.NO);
    }

    private static Truth adHoc(RuleSet rules, String expression, CustomerState state) {
        RuleSet one = RuleSet.of(List.of(rule("x", expression)));
        return rules.adHoc(one.rules().get(0).expression())
                .evaluate(state, ShopFacts.UNKNOWN, T0)
                .truth();
    }

    private static List<String> touched(RuleSet rules, CustomerState before, ShopEvent event) {
        CustomerState after = Fold.apply(before, event, T0, rules.plan());
        String name = event.name().toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
        return Arrays.stream(rules.touched(before, after, name))
                .mapToObj(place -> rules.rules().get(place).segment())
                .toList();
    }

    private static SegmentDefinition rule(String id, String expression) {
        return new SegmentDefinition(id, 1, id, expression, Map.of(), null, T0);
    }
}
