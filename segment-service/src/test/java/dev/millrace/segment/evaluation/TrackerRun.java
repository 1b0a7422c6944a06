package dev.millrace.segment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.Events;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.Change;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.membership.MembershipTracker;
import dev.millrace.segment.membership.RuleHistory;
import dev.millrace.segment.rule.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a customer live under several rules through {@link MembershipTracker}, which asks only the rules that an event or the
 * time concerns, and checks after each step that all memberships are what the oracle says: at the end of the step, where a
 * transition says that it flipped and just before, and at instants in between.
 */
final class TrackerRun {

    private static final int INSTANTS_BETWEEN = 4;

    private final Map<String, Expression> expressions;
    private final RuleHistory rules;
    private final Trial trial;
    private final Dice dice;
    private final List<CustomerEvent> happened = new ArrayList<>();
    private final Map<String, Answers> answers = new HashMap<>();
    private Customer customer = Customer.NEW;
    private Instant clock = Instant.EPOCH;
    private long records;

    TrackerRun(Map<String, Expression> expressions, Trial trial, Dice dice) {
        this.expressions = expressions;
        this.rules = RuleHistory.of(new Engine(expressions, ShopFacts.UNKNOWN).rules());
        this.trial = trial;
        this.dice = dice;
    }

    void happen(CustomerEvent event) {
        if (dice.oneIn(3) && event.at().isAfter(clock) && !happened.isEmpty()) {
            pass(event.at().minusMillis(dice.of(0, 1, 1)));
        }
        clock = event.at().isAfter(clock) ? event.at() : clock;
        Change change = MembershipTracker.onEvent(Events.ANNA, customer, event, rules, position());
        // What time decides before an event is decided without it.
        requireFlips(change, SegmentTransition.Cause.TIME);
        happened.add(event);
        answers.clear();
        customer = change.customer();
        requireMemberships("after " + event.id());
    }

    void pass(Instant upTo) {
        clock = upTo;
        Change change = MembershipTracker.onTime(Events.ANNA, customer, upTo, rules, position());
        requireFlips(change, SegmentTransition.Cause.TIME);
        customer = change.customer();
        for (String segment : expressions.keySet()) {
            require(segment, customer.watch().memberships().containsKey(segment), upTo, "after time passed");
        }
    }

    private LogPosition position() {
        return new LogPosition("events", 0, records++, clock);
    }

    private void requireMemberships(String when) {
        Instant at = customer.watch().evaluatedAt();
        for (String segment : expressions.keySet()) {
            require(segment, customer.watch().memberships().containsKey(segment), at, when);
        }
    }

    /** That what time did from the last evaluation on was right all the way. */
    private void requireFlips(Change change, SegmentTransition.Cause cause) {
        Instant from = customer.watch().evaluatedAt();
        Set<String> held = new TreeSet<>(customer.watch().memberships().keySet());
        for (SegmentTransition flip : change.transitions()) {
            boolean entered = flip.kind() == SegmentTransition.Kind.ENTERED;
            if (flip.cause()
                    == SegmentTransition.Cause.DEFINITION) { // of somebody of whom nothing was known, before any timer
                boolean isAnother = entered ? held.add(flip.segment()) : held.remove(flip.segment());
                assertThat(isAnother).isTrue();
            }
            if (flip.cause() != cause) {
                continue;
            }
            String what = flip.kind() + " " + flip.segment() + " at " + Telling.offset(flip.at());
            requireBetween(held, from, flip.at(), what);
            require(flip.segment(), !entered, flip.at().minusMillis(1), "just before " + what);
            require(flip.segment(), entered, flip.at(), what);
            assertThat(entered ? held.add(flip.segment()) : held.remove(flip.segment()))
                    .describedAs(what)
                    .isTrue();
            from = flip.at();
        }
        if (!happened.isEmpty()) {
            Instant end = change.customer().watch().evaluatedAt();
            requireBetween(held, from, end.isBefore(clock) ? end : clock, "until " + Telling.offset(clock));
        }
    }

    private void requireBetween(Set<String> held, Instant from, Instant to, String what) {
        List<Instant> points = new ArrayList<>(trial.turningPoints());
        points.removeIf(point -> !point.isAfter(from) || !point.isBefore(to));
        Collections.shuffle(points, dice.random());
        for (Instant point : points.subList(0, Math.min(points.size(), INSTANTS_BETWEEN))) {
            for (String segment : expressions.keySet()) {
                require(segment, held.contains(segment), point, what);
            }
        }
    }

    private void require(String segment, boolean held, Instant at, String when) {
        Expression rule = expressions.get(segment);
        Set<Truth> truths = answers.computeIfAbsent(
                        segment,
                        unasked -> Answers.of(rule, happened, Map.of(RandomRules.OTHER, trial.other()), trial.shop()))
                .at(at);
        boolean right = held ? truths.contains(Truth.YES) : !truths.equals(Set.of(Truth.YES));
        if (!right) {
            fail(
                    "%s: at %s %s: %s holds it %s, the oracle says %s",
                    when, Telling.offset(at), segment, Telling.text(rule), held, truths);
        }
    }
}
