package dev.millrace.segment.membership;

import dev.millrace.segment.rule.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a customer's evaluation between two events: where it stands, and when it must be looked at again.
 *
 * @param memberships by segment id
 * @param evaluatedAt the instant of the last evaluation: the next one is never before it
 * @param nextChange the earliest instant at which a rule may change its mind by itself; {@link Verdict#NEVER} if none will
 * @param armed the instant under which the customer stands in the due index; {@link Verdict#NEVER} if not there. At or before
 *     {@code nextChange}: an entry that fires too early is put back
 * @param sequence transitions so far
 * @param ruleSet fingerprint of the rules of the last evaluation
 * @param importPending imported history was folded that no evaluation has seen
 * @param version grows with every change of the customer
 */
public record Watch(
        SortedMap<String, Membership> memberships,
        Instant evaluatedAt,
        Instant nextChange,
        Instant armed,
        long sequence,
        long ruleSet,
        boolean importPending,
        long version) {

    public static final Watch NEW =
            new Watch(new TreeMap<>(), Instant.EPOCH, Verdict.NEVER, Verdict.NEVER, 0, 0, false, 0);

    public Watch {
        memberships = Collections.unmodifiableSortedMap(memberships);
    }

    public Watch armedAt(Instant due) {
        return new Watch(memberships, evaluatedAt, nextChange, due, sequence, ruleSet, importPending, version);
    }

    Watch nextChangeAt(Instant instant) {
        return new Watch(memberships, evaluatedAt, instant, armed, sequence, ruleSet, importPending, version);
    }

    Watch importPendingUntil(Instant settled) {
        Instant next = settled.isBefore(nextChange) ? settled : nextChange;
        return new Watch(memberships, evaluatedAt, next, armed, sequence, ruleSet, true, version);
    }

    Watch changed() {
        return new Watch(memberships, evaluatedAt, nextChange, armed, sequence, ruleSet, importPending, version + 1);
    }
}
