package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Timeline;
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
        Judgement judgement = new Judgement(id, customer, rules, position);
        if (event.historical()) {
            decideDueBeforeHistory(judgement, at);
            judgement.foldImport(event, at, position.time().plus(IMPORT_SETTLES));
            return judgement.change();
        }
        if (customer.watch().version() == 0) {
            judgement.startNotBefore(position.time().minus(NEWCOMER_LATE_AT_MOST));
        } else {
            judgement.moveOn(at);
        }
        catchUp(judgement, at);
        boolean late = at.isBefore(judgement.watch().evaluatedAt());
        judgement.fold(event, at, late ? SegmentTransition.Cause.LATE_EVENT : SegmentTransition.Cause.EVENT);
        return judgement.change();
    }

    /** Decides all that fell due up to and including an instant, each as at its own instant. */
    public static Change onTime(
            CustomerId id, Customer customer, Instant upTo, RuleHistory rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules, position);
        judgement.moveOn(upTo);
        judgement.decideDueBefore(upTo.plusMillis(1));
        return judgement.change();
    }

    /**
     * Moves a customer on to rules that have changed since the last evaluation.
     *
     * @param upTo what fell due by then has been decided
     */
    public static Effect onDefinitions(
            CustomerId id, Customer customer, Instant upTo, RuleHistory rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules, position);
        judgement.moveOn(upTo);
        if (!judgement.watch().importPending()) {
            judgement.decideDueBefore(upTo.plusMillis(1));
        }
        return judgement.effect();
    }

    /**
     * Takes over what is known of another customer, and judges all rules by both. What fell due before the newest event of
     * the other is decided first and without them, like before an event.
     *
     * @param past the other's, from which comes what other rules than ours had not kept
     * @param at log time
     */
    public static Change onMerge(
            CustomerId id,
            Customer customer,
            Customer moved,
            Timeline past,
            Instant at,
            RuleHistory rules,
            LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules, position);
        Instant seen = moved.state().lastSeen();
        if (customer.watch().version() > 0) {
            judgement.moveOn(at);
        }
        catchUp(judgement, seen == null || seen.isBefore(at) ? at : seen);
        judgement.absorb(moved.state(), past);
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
        Judgement judgement = new Judgement(id, customer, rules, position);
        judgement.leaveAll(at, cause);
        return judgement.change();
    }

    /** History as new as the last evaluation must not decide what fell due before it. */
    private static void decideDueBeforeHistory(Judgement judgement, Instant at) {
        if (judgement.watch().due().isBefore(at)) {
            judgement.moveOn(at);
            judgement.decideDueBefore(at);
        }
    }

    /** All that comes before an event: what fell due, and history that waits to be judged. */
    private static void catchUp(Judgement judgement, Instant at) {
        judgement.decideDueBefore(at);
        if (judgement.watch().importPending()) {
            judgement.evaluate(at, SegmentTransition.Cause.IMPORT);
        }
    }

    private static Instant earlier(Instant some, Instant other) {
        return some.isBefore(other) ? some : other;
    }
}
