package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.contract.SegmentTransition.Because;
import dev.millrace.contract.SegmentTransition.Cause;
import dev.millrace.contract.SegmentTransition.Kind;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerMerge;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.evaluation.Rule;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One customer while one record of the log is dealt with: what is known so far, and the transitions so far. */
final class Judgement {

    private final CustomerId id;
    private final Customer before;
    private RuleSet rules;
    private final LogPosition position;
    private final List<SegmentTransition> transitions = new ArrayList<>();
    private CustomerState state;
    private Watch watch;
    private long sequence;

    Judgement(CustomerId id, Customer customer, RuleSet rules, LogPosition position) {
        this.id = id;
        this.before = customer;
        this.rules = rules;
        this.position = position;
        this.state = customer.state();
        this.watch = customer.watch();
        this.sequence = watch.sequence();
    }

    Watch watch() {
        return watch;
    }

    /** Somebody nobody knew is not judged as at an instant long past, whatever the clock of their device says. */
    void startNotBefore(Instant instant) {
        watch = watch.startingAt(instant);
    }

    Change change() {
        return new Change(before.with(state, watch), transitions);
    }

    /** Folds history, to be judged when no more has come for a while. */
    void foldImport(CustomerEvent event, Instant at, Instant settled) {
        state = event.foldInto(state, at, rules.plan());
        watch = watch.importSettlesAt(settled).changed();
    }

    /** Folds an event and judges the rules that read what it changed; a timer that is due at that very instant, all. */
    void fold(CustomerEvent event, Instant at, Cause cause) {
        CustomerState before = state;
        state = event.foldInto(state, at, rules.plan());
        watch = watch.changed();
        Instant instant = notBeforeLast(at);
        boolean knowsRules =
                watch.ruleSet() == rules.fingerprint() && watch.nextChange().isAfter(instant);
        int[] places = knowsRules ? rules.touched(before, state, event.name()) : rules.all();
        Instant next = knowsRules ? watch.nextChange() : Verdict.NEVER;
        judge(places, next, instant, cause, event.id());
    }

    /** Takes over what is known of another customer, to be judged next. */
    void absorb(CustomerState moved) {
        state = CustomerMerge.merge(state, moved, rules.plan());
        if (id.kind() == CustomerId.Kind.USER) {
            state = state.withUserId(id.name());
        }
        watch = watch.changed();
    }

    /** Leaves every segment, whatever the rules say. */
    void leaveAll(Instant at, Cause cause) {
        Instant instant = notBeforeLast(at);
        watch.memberships()
                .forEach(
                        (segment, left) -> tell(Kind.EXITED, segment, left.version(), instant, cause, null, List.of()));
        watch = watch.holding(NameMap.empty(), sequence);
    }

    void decideDueBefore(Instant end) {
        while (watch.due().isBefore(end)) {
            if (watch.importPending()) {
                boolean areNew = watch.ruleSet() != rules.fingerprint();
                evaluate(watch.due(), Cause.IMPORT);
                if (areNew) {
                    forgetWhatNoRuleAsks();
                }
            } else {
                judge(rules.onTime(), Verdict.NEVER, notBeforeLast(watch.due()), Cause.TIME, null);
            }
        }
    }

    /** Judges by other rules from here on. */
    void use(RuleSet others) {
        rules = others;
    }

    /** What only rules that are gone had kept goes too. */
    void forgetWhatNoRuleAsks() {
        state = state.keptBy(rules.plan());
    }

    /** Judges all rules as at an instant, or as at the last evaluation if that was later. */
    void evaluate(Instant at, Cause cause) {
        Instant instant = notBeforeLast(at);
        judge(rules.all(), Verdict.NEVER, instant, cause, null);
        leaveDeleted(instant);
    }

    /** An evaluation is never before the last one, nor before what has been folded since: rules don't look ahead. */
    private Instant notBeforeLast(Instant at) {
        Instant seen = state.lastSeen();
        Instant least = seen != null && seen.isAfter(watch.evaluatedAt()) ? seen : watch.evaluatedAt();
        return at.isBefore(least) ? least : at;
    }

    /**
     * @param places of the rules to judge
     * @param next when the other rules may change their minds
     */
    private void judge(int[] places, Instant next, Instant instant, Cause cause, @Nullable String causeEvent) {
        RuleSet.Questions questions = rules.ask(state, ShopFacts.UNKNOWN, instant, next);
        NameMap<Membership> memberships = watch.memberships();
        for (int place : places) {
            boolean holds = questions.holds(place);
            Rule rule = rules.rules().get(place);
            Membership held = memberships.get(rule.segment());
            if (holds == (held != null)) {
                continue;
            }
            memberships = holds
                    ? memberships.with(rule.segment(), new Membership(rule.version(), instant))
                    : memberships.without(rule.segment());
            Kind kind = holds ? Kind.ENTERED : Kind.EXITED;
            tell(kind, rule.segment(), rule.version(), instant, cause, causeEvent, because(rule, instant));
        }
        watch = watch.judged(memberships, instant, questions.nextChange(), sequence, rules.fingerprint());
    }

    private void leaveDeleted(Instant instant) {
        NameMap<Membership> memberships = watch.memberships();
        for (Map.Entry<String, Membership> left : watch.memberships().entrySet()) {
            String segment = left.getKey();
            if (rules.rule(segment).isEmpty()) {
                memberships = memberships.without(segment);
                tell(Kind.EXITED, segment, left.getValue().version(), instant, Cause.DEFINITION, null, List.of());
            }
        }
        watch = watch.holding(memberships, sequence);
    }

    private List<Because> because(Rule rule, Instant instant) {
        return rules.because(rule, state, ShopFacts.UNKNOWN, instant);
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
