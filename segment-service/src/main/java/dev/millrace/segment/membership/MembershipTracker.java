package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.evaluation.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Decides what an event, the passing of time or a new set of rules does to one customer's memberships.
 *
 * <p>Evaluations of a customer never go back in time: an event of an earlier moment is folded where it belongs and judged as
 * of the last evaluation. Before an event is folded, all that was due before it is decided as at its own instant.
 */
public final class MembershipTracker {

    /** History is judged once, when none has come for the customer for this long. */
    static final Duration IMPORT_SETTLES = Duration.ofSeconds(2);

    /** By how much the first event of a customer may be late and still be judged as at its own time. */
    static final Duration NEWCOMER_LATE_AT_MOST = Duration.ofDays(1);

    private MembershipTracker() {}

    public static Change onEvent(
            CustomerId id, Customer customer, CustomerEvent event, RuleHistory rules, LogPosition position) {
        Instant at = earlier(event.at(), position.time()).truncatedTo(ChronoUnit.MILLIS);
        Judgement judgement = new Judgement(id, customer, rules.current(), position);
        if (event.historical()) {
            decideDueBeforeHistory(judgement, customer.watch(), rules, at);
            judgement.foldImport(event, at, position.time().plus(IMPORT_SETTLES));
            return judgement.change();
        }
        if (customer.watch().version() == 0) {
            judgement.startNotBefore(position.time().minus(NEWCOMER_LATE_AT_MOST));
        }
        catchUp(judgement, customer.watch(), rules, at);
        boolean late = at.isBefore(judgement.watch().evaluatedAt());
        judgement.fold(event, at, late ? SegmentTransition.Cause.LATE_EVENT : SegmentTransition.Cause.EVENT);
        return judgement.change();
    }

    /** Decides all that fell due up to and including an instant, each as at its own instant. */
    public static Change onTime(
            CustomerId id, Customer customer, Instant upTo, RuleHistory rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules.current(), position);
        if (customer.watch().ruleSet() != rules.current().fingerprint()) {
            moveToNewRules(judgement, customer.watch(), rules, upTo);
        }
        judgement.decideDueBefore(upTo.plusMillis(1));
        return judgement.change();
    }

    /** Judges a customer by rules that have changed since the last evaluation. */
    public static Change onDefinitions(
            CustomerId id, Customer customer, Instant at, RuleHistory rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules.current(), position);
        moveToNewRules(judgement, customer.watch(), rules, at);
        return judgement.change();
    }

    /**
     * Takes over what is known of another customer, and judges all rules by both.
     *
     * @param at log time; what fell due before is decided first, without the other
     */
    public static Change onMerge(
            CustomerId id, Customer customer, Customer moved, Instant at, RuleHistory rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules.current(), position);
        catchUp(judgement, customer.watch(), rules, at);
        judgement.absorb(moved.state());
        judgement.evaluate(at, SegmentTransition.Cause.MERGE);
        return judgement.change();
    }

    /** Leaves every segment, for the customer is about to be no more. */
    public static Change onLeaving(
            CustomerId id,
            Customer customer,
            Instant at,
            SegmentTransition.Cause cause,
            RuleHistory rules,
            LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules.current(), position);
        judgement.leaveAll(at, cause);
        return judgement.change();
    }

    /** History as new as the last evaluation must not decide what fell due before it. */
    private static void decideDueBeforeHistory(Judgement judgement, Watch watch, RuleHistory rules, Instant at) {
        if (!watch.due().isBefore(at)) {
            return;
        }
        if (watch.ruleSet() != rules.current().fingerprint()) {
            moveToNewRules(judgement, watch, rules, at);
        }
        judgement.decideDueBefore(at);
    }

    /** All that comes before an event: what fell due, history that waits to be judged, rules that have changed. */
    private static void catchUp(Judgement judgement, Watch watch, RuleHistory rules, Instant at) {
        boolean known = watch.version() > 0;
        if (known && watch.ruleSet() != rules.current().fingerprint()) {
            moveToNewRules(judgement, watch, rules, at);
        }
        judgement.decideDueBefore(at);
        if (judgement.watch().importPending()) {
            judgement.evaluate(at, SegmentTransition.Cause.IMPORT);
        }
    }

    /** What fell due before the change is still decided by the old rules, as long as they are remembered. */
    private static void moveToNewRules(Judgement judgement, Watch watch, RuleHistory rules, Instant at) {
        if (!watch.importPending()) {
            rules.old(watch.ruleSet()).ifPresent(old -> {
                judgement.use(old);
                judgement.decideDueBefore(at.plusMillis(1));
                judgement.use(rules.current());
            });
            judgement.evaluate(at, SegmentTransition.Cause.DEFINITION);
            judgement.forgetWhatNoRuleAsks();
        }
    }

    private static Instant earlier(Instant some, Instant other) {
        return some.isBefore(other) ? some : other;
    }
}
