package dev.millrace.trigger.flow;

import dev.millrace.trigger.TriggerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The short way from the transaction that begins an enrolment to whoever decides its first step. Such an enrolment is born
 * claimed, which spares it the way over the index of what is due: if this process dies, or is slower than the lease, it is
 * found there when the lease ends. Those of a higher priority are taken first. Bounded in number and in how long anybody waits
 * here, well within the lease; and closed while the index has a backlog, which is worked off by priority, too.
 */
@ApplicationScoped
class HandOver {

    private static final int MOST = 20_000;

    /** Who waits here for longer than this share of the lease is a sign that no more can be taken in. */
    private static final int SHARE_OF_LEASE = 6;

    private record Waiting(Claimed claimed, Instant since) {}

    private final Map<Integer, Deque<Waiting>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    private final Duration lease;
    private int size;
    private boolean backlog;

    HandOver(TriggerConfig config) {
        this.lease = config.lease();
    }

    /** How many more may be born claimed. */
    synchronized int room(Instant now) {
        Instant tooLong = now.minus(lease.dividedBy(SHARE_OF_LEASE));
        boolean isSlow = byPriority.values().stream()
                .map(Deque::peek)
                .anyMatch(first -> first != null && first.since().isBefore(tooLong));
        return backlog || isSlow ? 0 : Math.max(0, MOST - size);
    }

    /** Until when those are nobody else's that are born now. */
    Instant leaseEnds(Instant now) {
        return now.plus(lease);
    }

    /** Called once they are committed. */
    synchronized void put(Collection<Claimed> born, Instant now) {
        for (Claimed one : born) {
            int priority = one.live().origin().priority();
            byPriority.computeIfAbsent(priority, any -> new ArrayDeque<>()).add(new Waiting(one, now));
        }
        size += born.size();
    }

    synchronized List<Claimed> take(int atMost) {
        List<Claimed> taken = new ArrayList<>();
        for (Deque<Waiting> waiting : byPriority.values()) {
            while (taken.size() < atMost && !waiting.isEmpty()) {
                taken.add(waiting.remove().claimed());
            }
        }
        size -= taken.size();
        return taken;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Whether more was due at the last look than could be claimed at once. */
    synchronized void backlog(boolean isThere) {
        backlog = isThere;
    }
}
