package dev.millrace.trigger.flow;

import dev.millrace.trigger.TriggerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The short way from the transaction that begins an enrolment to whoever decides its first step. Such an enrolment is born
 * claimed, which spares it the way over the index of what is due: if this process dies, or is slower than the lease, it is
 * found there when the lease ends. Bounded, and closed while the index has a backlog, which is worked off by priority.
 */
@ApplicationScoped
class HandOver {

    private final Queue<Claimed> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int most;
    private final Duration lease;
    private volatile boolean backlog;

    HandOver(TriggerConfig config) {
        this.most = config.workers() * config.claim();
        this.lease = config.lease();
    }

    /** How many more may be born claimed. */
    int room() {
        return backlog ? 0 : Math.max(0, most - size.get());
    }

    /** Until when those are nobody else's that are born now. */
    Instant leaseEnds(Instant now) {
        return now.plus(lease);
    }

    /** Called once they are committed. */
    void put(Collection<Claimed> born) {
        waiting.addAll(born);
        size.addAndGet(born.size());
    }

    List<Claimed> take(int atMost) {
        List<Claimed> taken = new ArrayList<>();
        while (taken.size() < atMost) {
            @Nullable Claimed next = waiting.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        size.addAndGet(-taken.size());
        return taken;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether more was due at the last look than could be claimed at once. */
    void backlog(boolean isThere) {
        backlog = isThere;
    }
}
