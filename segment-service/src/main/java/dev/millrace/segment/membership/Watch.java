package dev.millrace.segment.membership;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.evaluation.Verdict;
import java.time.Instant;

/**
 * What is kept of a customer's evaluation between two events: where it stands, and when it must be looked at again.
 *
 * @param memberships by segment id
 * @param evaluatedAt the instant of the last evaluation: the next one is never before it
 * @param nextChange the earliest instant at which a rule may change its mind by itself; {@link Verdict#NEVER} if none will
 * @param armed the instant under which the customer stands in the due index; {@link Verdict#NEVER} if not there. At or before
 *     {@link #wakes}: an entry that fires too early is put back
 * @param sequence transitions so far
 * @param generation of the rules by which the customer was judged; counted by each partition for itself, 0 before the first
 * @param importSettles when imported history that no evaluation has seen is judged; {@link Verdict#NEVER} if there is none
 * @param parked the instant of the earliest event that waits until time has come so far; {@link Verdict#NEVER} if none does
 * @param version grows with every change of the customer
 */
public record Watch(
        NameMap<Membership> memberships,
        Instant evaluatedAt,
        Instant nextChange,
        Instant armed,
        long sequence,
        long generation,
        Instant importSettles,
        Instant parked,
        long version) {

    public static final Watch NEW = new Watch(
            NameMap.empty(), Instant.EPOCH, Verdict.NEVER, Verdict.NEVER, 0, 0, Verdict.NEVER, Verdict.NEVER, 0);

    public Watch armedAt(Instant due) {
        return new Watch(
                memberships, evaluatedAt, nextChange, due, sequence, generation, importSettles, parked, version);
    }

    public boolean importPending() {
        return importSettles.isBefore(Verdict.NEVER);
    }

    /**
     * When the next decision falls due. Pending history is judged a millisecond before a timer at the latest: what
     * holds then is the history's doing, and what flips at the timer is time's.
     */
    public Instant due() {
        if (!importPending()) {
            return nextChange;
        }
        Instant beforeTimer = nextChange.minusMillis(1);
        return importSettles.isBefore(beforeTimer) ? importSettles : beforeTimer;
    }

    /** When there is something to do for the customer: a decision, or an event to let go on. */
    public Instant wakes() {
        Instant due = due();
        return parked.isBefore(due) ? parked : due;
    }

    /** Whether an event of that instant would decide what time must decide, or overtake one that waits. */
    public boolean mustWait(Instant at) {
        return !wakes().isAfter(at);
    }

    public Watch parkedFrom(Instant at) {
        return new Watch(memberships, evaluatedAt, nextChange, armed, sequence, generation, importSettles, at, version);
    }

    /** An evaluation is never before the last one, nor before what has been folded since: rules don't look ahead. */
    Instant notBefore(Instant at, CustomerState state) {
        Instant seen = state.lastSeen();
        Instant least = seen != null && seen.isAfter(evaluatedAt) ? seen : evaluatedAt;
        return at.isBefore(least) ? least : at;
    }

    Watch changingAt(Instant next) {
        return new Watch(memberships, evaluatedAt, next, armed, sequence, generation, importSettles, parked, version);
    }

    Watch judged(NameMap<Membership> held, Instant at, Instant next, long transitions, long judgedBy) {
        return new Watch(held, at, next, armed, transitions, judgedBy, Verdict.NEVER, parked, version + 1);
    }

    Watch startingAt(Instant at) {
        return new Watch(memberships, at, nextChange, armed, sequence, generation, importSettles, parked, version);
    }

    Watch judgedBy(long number) {
        return number == generation
                ? this
                : new Watch(
                        memberships, evaluatedAt, nextChange, armed, sequence, number, importSettles, parked, version);
    }

    Watch holding(NameMap<Membership> held, long transitions) {
        return new Watch(held, evaluatedAt, nextChange, armed, transitions, generation, importSettles, parked, version);
    }

    Watch importSettlesAt(Instant settled) {
        return new Watch(memberships, evaluatedAt, nextChange, armed, sequence, generation, settled, parked, version);
    }

    Watch changed() {
        return new Watch(
                memberships, evaluatedAt, nextChange, armed, sequence, generation, importSettles, parked, version + 1);
    }
}
