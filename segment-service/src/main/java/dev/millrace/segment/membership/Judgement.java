package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.evaluation.Evaluator;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One customer while one record of the log is dealt with: what is known so far, and the transitions so far. */
final class Judgement {

    private final CustomerId id;
    private RuleSet rules;
    private final LogPosition position;
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private CustomerState state;
    private Watch watch;
    private long sequence;

    Judgement(CustomerId id, Customer customer, RuleSet rules, LogPosition position) {
        this.id = id;
        this.rules = rules;
        this.position = position;
        this.state = customer.state();
        this.watch = customer.watch();
        this.sequence = watch.sequence();
    }

    Watch watch() {
        return watch;
    }

    Change change() {
        return new Change(new Customer(state, watch), transitions);
    }

    void importFolded(CustomerState folded, Instant settled) {
        state = folded;
        watch = watch.importSettlesAt(settled).changed();
    }

    void fold(CustomerEvent event, Instant at) {
        state = event.foldInto(state, at);
        watch = watch.changed();
    }

    void decideDueBefore(Instant end) {
        while (watch.due().isBefore(end)) {
            evaluate(watch.due(), watch.importPending() ? Cause.IMPORT : Cause.TIME, null);
        }
    }

    /** Judges by other rules from here on. */
    void use(RuleSet others) {
        rules = others;
    }

    /** Judges all rules as at an instant, or as at the last evaluation if that was later. */
    void evaluate(Instant at, Cause cause, @Nullable String causeEvent) {
        Instant instant = at.isBefore(watch.evaluatedAt()) ? watch.evaluatedAt() : at;
        SortedMap<String, Membership> memberships = new TreeMap<>(watch.memberships());
        Instant nextChange = Verdict.NEVER;
        for (Rule rule : rules.rules()) {
            Verdict verdict = Evaluator.evaluate(rule.expression(), state, instant);
            nextChange = verdict.until().isBefore(nextChange) ? verdict.until() : nextChange;
            Membership held = memberships.get(rule.segment());
            if (verdict.holds() && held == null) {
                memberships.put(rule.segment(), new Membership(rule.version(), instant));
                tell(Kind.ENTERED, rule.segment(), rule.version(), instant, cause, causeEvent, because(rule, instant));
            } else if (!verdict.holds() && held != null) {
                memberships.remove(rule.segment());
                tell(Kind.EXITED, rule.segment(), rule.version(), instant, cause, causeEvent, because(rule, instant));
            }
        }
        leaveDeleted(memberships, instant);
        watch = new Watch(
                memberships,
                instant,
                nextChange,
                watch.armed(),
                sequence,
                rules.fingerprint(),
                Verdict.NEVER,
                watch.version() + 1);
    }

    private void leaveDeleted(SortedMap<String, Membership> memberships, Instant instant) {
        List<String> deleted = memberships.keySet().stream()
                .filter(segment -> rules.rule(segment).isEmpty())
                .toList();
        for (String segment : deleted) {
            Membership left = memberships.remove(segment);
            int version = left == null ? 1 : left.version();
            tell(Kind.EXITED, segment, version, instant, Cause.DEFINITION, null, List.of());
        }
    }

    private List<Because> because(Rule rule, Instant instant) {
        return Evaluator.because(rule.expression(), state, instant);
    }

    private void tell(
            Kind kind,
            String segment,
            int version,
            Instant at,
            Cause cause,
            @Nullable String causeEvent,
            List<Because> because) {
        sequence++;
        transitions.add(new SegmentTransition(
                TransitionId.of(id, segment, version, kind, at, position),
                kind,
                id,
                state.userId(),
                segment,
                version,
                at,
                position.time(),
                cause,
                causeEvent,
                sequence,
                because));
    }
}
