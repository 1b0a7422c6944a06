package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.rule.Expression;
import dev.millrace.segment.rule.ExpressionParser;
import dev.millrace.segment.rule.ParsedExpression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets a scenario happen: events and the passing of time go through {@link MembershipTracker}, as they do in production, and
 * every expectation is also put to the {@link Oracle}.
 */
final class ScenarioRun {

    private final Scenario scenario;
    private final Map<String, Expression> expressions = new TreeMap<>();
    private final RuleHistory rules;
    private final List<CustomerEvent> happened = new ArrayList<>();
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private Customer customer = Customer.NEW;
    private Instant clock = Instant.EPOCH;

    ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        List<SegmentDefinition> definitions = new ArrayList<>();
        scenario.segments().forEach((id, text) -> {
            definitions.add(new SegmentDefinition(id, 1, id, text, scenario.parameters(), null, Instant.EPOCH));
            ParsedExpression parsed = ExpressionParser.parse(text, scenario.parameters());
            assertThat(parsed).describedAs("%s: %s", id, text).isInstanceOf(ParsedExpression.Valid.class);
            expressions.put(id, ((ParsedExpression.Valid) parsed).expression());
        });
        this.rules = RuleHistory.of(RuleSet.of(definitions));
    }

    void run() {
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
        happenings(step, at).forEach(event -> happen(event, at));
        if (step.expect() == null && step.entered() == null && step.exited() == null) {
            return;
        }
        assertThat(at).describedAs("expectations are in the order of time").isAfterOrEqualTo(clock);
        pass(at);
        if (step.expect() != null) {
            step.expect().forEach((segment, expected) -> expect(segment, expected, at));
        }
        if (step.entered() != null) {
            step.entered().forEach((segment, when) -> told(SegmentTransition.Kind.ENTERED, segment, when));
        }
        if (step.exited() != null) {
            step.exited().forEach((segment, when) -> told(SegmentTransition.Kind.EXITED, segment, when));
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
        Rule rule = rules.current().rule(segment).orElseThrow(() -> new AssertionError("no segment " + segment));
        Map<String, Expression> others = new TreeMap<>(expressions);
        String word = word(expected);
        assertThat(customer.watch().memberships().containsKey(segment))
                .describedAs("%s is expected %s: membership", segment, word)
                .isEqualTo(expected == Scenario.Expected.IN);
        assertThat(new Oracle(happened, others).truth(rule.expression(), at))
                .describedAs("%s is expected %s: the oracle's answer", segment, word)
                .isEqualTo(expected.truth());
    }

    private void told(SegmentTransition.Kind kind, String segment, String when) {
        List<Instant> told = transitions.stream()
                .filter(it -> it.kind() == kind && it.segment().equals(segment))
                .map(SegmentTransition::at)
                .toList();
        assertThat(told).describedAs("%s %s", word(kind), segment).endsWith(scenario.instant(when));
    }

    private List<CustomerEvent> happenings(Scenario.Step step, Instant at) {
        String id = "s" + happened.size();
        ObjectNode with = step.with() == null ? Json.object() : step.with();
        ObjectNode context = step.context() == null ? Json.object() : step.context();
        List<CustomerEvent> events = new ArrayList<>();
        if (step.event() != null) {
            events.add(Happenings.tracked(id, step.event(), at, with, context, step.history()));
        }
        if (step.page() != null) {
            events.add(Happenings.paged(id + "p", at, step.page(), context));
        }
        if (step.identify() != null) {
            events.add(Happenings.identified(id + "i", at, step.identify()));
        }
        if (step.mail() != null) {
            EngagementEvent.Kind kind = EngagementEvent.Kind.valueOf(step.mail().toUpperCase(Locale.ROOT));
            events.add(Happenings.mailed(id + "m", kind, at, with));
        }
        if (step.consent() != null) {
            step.consent()
                    .forEach((channel, status) -> events.add(Happenings.tracked(
                            id + channel,
                            "Consent Updated",
                            at,
                            Json.object().put("channel", channel).put("status", status))));
        }
        return events;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
