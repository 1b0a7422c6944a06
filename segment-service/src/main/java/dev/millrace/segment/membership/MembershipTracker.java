package dev.millrace.segment.membership;

import dev.millrace.contract.CustomerId;
import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.rule.RuleSet;
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

    private MembershipTracker() {}

    public static Change onEvent(
            CustomerId id, Customer customer, CustomerEvent event, RuleSet rules, LogPosition position) {
        Instant at = earlier(event.at(), position.time()).truncatedTo(ChronoUnit.MILLIS);
        Judgement judgement = new Judgement(id, customer, rules, position);
        if (event.historical()) {
            CustomerState folded = event.foldInto(customer.state(), at);
            judgement.importFolded(folded, position.time().plus(IMPORT_SETTLES));
            return judgement.change();
        }
        catchUp(judgement, customer, rules, at);
        judgement.decideDueBefore(at);
        boolean late = at.isBefore(judgement.watch().evaluatedAt());
        judgement.fold(event, at);
        judgement.evaluate(at, late ? SegmentTransition.Cause.LATE_EVENT : SegmentTransition.Cause.EVENT, event.id());
        return judgement.change();
    }

    /** Decides all that fell due up to and including an instant, each as at its own instant. */
    public static Change onTime(CustomerId id, Customer customer, Instant upTo, RuleSet rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules, position);
        if (customer.watch().ruleSet() != rules.fingerprint()
                && !customer.watch().importPending()) {
            judgement.evaluate(upTo, SegmentTransition.Cause.DEFINITION, null);
        }
        judgement.decideDueBefore(upTo.plusMillis(1));
        return judgement.change();
    }

    /** Judges a customer by rules that have changed since the last evaluation. */
    public static Change onDefinitions(
            CustomerId id, Customer customer, Instant at, RuleSet rules, LogPosition position) {
        Judgement judgement = new Judgement(id, customer, rules, position);
        judgement.evaluate(at, SegmentTransition.Cause.DEFINITION, null);
        return judgement.change();
    }

    private static void catchUp(Judgement judgement, Customer customer, RuleSet rules, Instant at) {
        boolean known = customer.watch().version() > 0;
        if (known && customer.watch().importPending()) {
            judgement.evaluate(at, SegmentTransition.Cause.IMPORT, null);
        } else if (known && customer.watch().ruleSet() != rules.fingerprint()) {
            judgement.evaluate(at, SegmentTransition.Cause.DEFINITION, null);
        }
    }

    private static Instant earlier(Instant some, Instant other) {
        return some.isBefore(other) ? some : other;
    }
}
