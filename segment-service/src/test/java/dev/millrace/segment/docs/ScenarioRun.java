package dev.millrace.segment.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.SegmentDefinition;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleHistory;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Truth;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets a scenario happen as it does in production, tick by tick where something is expected. */
final class ScenarioRun {

    private static final Map<String, Truth> TRUTHS = Map.of("in", Truth.YES, "out", Truth.NO, "unknown", Truth.UNKNOWN);

    private final Scenario scenario;
    private final RuleSet rules;
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private Customer customer = Customer.NEW;
    private Instant clock = Instant.EPOCH;
    private long offset;

    ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        this.rules = RuleSet.of(scenario.segments().entrySet().stream()
                .map(segment -> new SegmentDefinition(
                        segment.getKey(),
                        1,
                        segment.getKey(),
                        segment.getValue(),
                        scenario.values(),
                        null,
                        Instant.EPOCH))
                .toList());
        assertThat(rules.rules())
                .describedAs("readable segments")
                .hasSameSizeAs(scenario.segments().keySet());
    }

    void run() {
        for (Scenario.Step step : scenario.steps()) {
            try {
                run(step, scenario.instant(step.at()));
            } catch (AssertionError failed) {
                throw new AssertionError("at " + step.at() + ": " + failed.getMessage(), failed);
            }
        }
    }

    private void run(Scenario.Step step, Instant at) {
        List<CustomerEvent> events = step.events("event-" + offset, at);
        clock = at.isAfter(clock) ? at : clock;
        RuleHistory history = RuleHistory.of(rules);
        events.forEach(event -> note(MembershipTracker.onEvent(Events.ANNA, customer, event, history, position())));
        note(MembershipTracker.onTime(Events.ANNA, customer, clock, history, position()));
        each(step.expect(), this::expectTruth);
        each(step.until(), this::expectEnd);
        each(step.because(), this::expectReason);
        each(step.entered(), (segment, when) -> expectNewest(SegmentTransition.Kind.ENTERED, segment, when));
        each(step.exited(), (segment, when) -> expectNewest(SegmentTransition.Kind.EXITED, segment, when));
    }

    private static <T> void each(@Nullable Map<String, T> expected, java.util.function.BiConsumer<String, T> check) {
        if (expected != null) {
            expected.forEach(check);
        }
    }

    private void expectTruth(String segment, String expected) {
        assertThat(verdict(segment).truth()).describedAs(segment).isEqualTo(TRUTHS.get(expected));
        assertThat(customer.watch().memberships().containsKey(segment))
                .describedAs("membership of " + segment)
                .isEqualTo(expected.equals("in"));
    }

    private void expectEnd(String segment, String expected) {
        Instant until = expected.equals("never") ? Verdict.NEVER : scenario.instant(expected);
        assertThat(verdict(segment).until()).describedAs("until of " + segment).isEqualTo(until);
    }

    private void expectReason(String segment, Map<String, String> expected) {
        Map<String, String> because = new LinkedHashMap<>();
        for (Because leaf : rules.because(rule(segment), customer.state(), ShopFacts.UNKNOWN, clock)) {
            because.put(leaf.expression(), leaf.value());
        }
        assertThat(because)
                .describedAs("because of " + segment)
                .containsExactlyEntriesOf(new LinkedHashMap<>(expected));
    }

    private void expectNewest(SegmentTransition.Kind kind, String segment, String when) {
        List<Instant> told = transitions.stream()
                .filter(it -> it.kind() == kind && it.segment().equals(segment))
                .map(SegmentTransition::at)
                .toList();
        assertThat(told).describedAs(kind + " " + segment).isNotEmpty().endsWith(scenario.instant(when));
    }

    private Verdict verdict(String segment) {
        return rules.evaluate(rule(segment), customer.state(), ShopFacts.UNKNOWN, clock);
    }

    private Rule rule(String segment) {
        return rules.rule(segment).orElseThrow(() -> new AssertionError("no segment " + segment));
    }

    private void note(Change change) {
        customer = change.customer();
        transitions.addAll(change.transitions());
    }

    private LogPosition position() {
        return new LogPosition("events", 0, offset++, clock);
    }
}
