package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.ShopSettings;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.Generation;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.membership.Sweep;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a scenario happen: events and the passing of time go through {@link MembershipTracker}, as they do in production, and
 * every expectation is also put to the {@link Oracle}.
 */
public final class ScenarioRun {

    private final Scenario scenario;
    private final Map<String, Expression> expressions = new TreeMap<>();
    private final ShopSettings shop;
    private final RuleHistory rules;
    private final List<CustomerEvent> happened = new ArrayList<>();
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private Customer customer = Customer.NEW;
    private Instant clock = Instant.EPOCH;

    public ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        List<SegmentDefinition> definitions = new ArrayList<>();
        scenario.segments()
                .forEach((id, text) -> definitions.add(
                        new SegmentDefinition(id, 1, id, text, scenario.parameters(), null, Instant.EPOCH)));
        scenario.pack().forEach(id -> definitions.add(ReadyMade.segment(id).with(scenario.parameters())));
        for (SegmentDefinition definition : definitions) {
            ParsedExpression parsed = ExpressionParser.parse(definition.expression(), definition.parameters());
            assertThat(parsed)
                    .describedAs("%s: %s", definition.id(), definition.expression())
                    .isInstanceOf(ParsedExpression.Valid.class);
            expressions.put(definition.id(), ((ParsedExpression.Valid) parsed).expression());
        }
        this.shop = scenario.settings();
        this.rules = RuleHistory.startingWith(
                List.of(Generation.inForce(1, Instant.EPOCH, RuleSet.of(definitions), new SettingsFacts(shop))),
                Sweep.completeBy(1));
    }

    public void run() {
        for (int i = 0; i < scenario.steps().size(); i++) {
            Scenario.Step step = scenario.steps().get(i);
            try {
                run(step);
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("step " + (i + 1) + ", at " + step.at() + ": " + failed.getMessage(), failed);
            }
        }
    }

    private void run(Scenario.Step step) {
        Instant at = scenario.instant(step.at());
        Happenings.of(step, "s" + happened.size(), at).forEach(event -> happen(event, at));
        if (!step.expectsSomething()) {
            return;
        }
        assertThat(at).describedAs("expectations are in the order of time").isAfterOrEqualTo(clock);
        pass(at);
        each(step.expect(), (segment, expected) -> expect(segment, expected, at));
        each(step.until(), this::lasts);
        each(step.because(), this::explained);
        each(step.entered(), (segment, when) -> told(SegmentTransition.Kind.ENTERED, segment, when));
        each(step.exited(), (segment, when) -> told(SegmentTransition.Kind.EXITED, segment, when));
    }

    private static <T> void each(@Nullable Map<String, T> expected, BiConsumer<String, T> check) {
        if (expected != null) {
            expected.forEach(check);
        }
    }

    private void happen(CustomerEvent event, Instant at) {
        clock = at.isAfter(clock) ? at : clock;
        happened.add(event);
        note(MembershipTracker.onEvent(Events.ANNA, customer, event, rules, position()));
    }

    private void pass(Instant upTo) {
        clock = upTo;
        note(MembershipTracker.onTime(Events.ANNA, customer, upTo, rules, position()));
    }

    private void note(Change change) {
        customer = change.customer();
        transitions.addAll(change.transitions());
    }

    private LogPosition position() {
        return new LogPosition("events", 0, happened.size() + 1000L * transitions.size(), clock);
    }

    private void expect(String segment, Scenario.Expected expected, Instant at) {
        Rule rule = rule(segment);
        Map<String, Expression> others = new TreeMap<>(expressions);
        String word = word(expected);
        assertThat(customer.watch().memberships().containsKey(segment))
                .describedAs("%s is expected %s: membership", segment, word)
                .isEqualTo(expected == Scenario.Expected.IN);
        assertThat(new Oracle(happened, others, knowing(shop), Rounding.NEAREST).truth(rule.expression(), at))
                .describedAs("%s is expected %s: the oracle's answer", segment, word)
                .isEqualTo(expected.truth());
    }

    private void lasts(String segment, String until) {
        Verdict verdict = rules.current()
                .rules()
                .evaluate(rule(segment), customer.state(), rules.current().facts(), clock);
        assertThat(verdict.until())
                .describedAs("%s is certain until", segment)
                .isEqualTo(until.equals("never") ? Verdict.NEVER : scenario.instant(until));
    }

    private void explained(String segment, Map<String, String> expected) {
        Map<String, String> because = new LinkedHashMap<>();
        rules.current()
                .rules()
                .because(rule(segment), customer.state(), rules.current().facts(), clock)
                .forEach(leaf -> because.put(leaf.expression(), leaf.value()));
        assertThat(because).describedAs("because of %s", segment).isEqualTo(expected);
    }

    private static SmallShop knowing(ShopSettings shop) {
        return shop.currency() == null ? SmallShop.KNOWING_NOTHING : SmallShop.with(shop.currency(), shop.rates());
    }

    private Rule rule(String segment) {
        return rules.current().rules().rule(segment).orElseThrow(() -> new AssertionError("no segment " + segment));
    }

    private void told(SegmentTransition.Kind kind, String segment, String when) {
        List<Instant> told = transitions.stream()
                .filter(it -> it.kind() == kind && it.segment().equals(segment))
                .map(SegmentTransition::at)
                .toList();
        assertThat(told).describedAs("%s %s", word(kind), segment).endsWith(scenario.instant(when));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
