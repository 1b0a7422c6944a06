package dev.millrace.mailer.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ids of messages that the workers of a lane can look after now, each of them once. It only saves time: it may overflow, and what it
 * forgets or never knew is found in the ledger. It says when that is worth a look: while it is half full nothing could be taken over from
 * there, and when it runs low and there was more than it took, there is no need to wait.
 */
final class WorkQueue {

    private static final int SIZE = 1_000;
    private static final int LOW = SIZE / 4;

    /** As many as are taken over from the ledger at once. */
    static final int PAGE = SIZE / 2;

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(SIZE);
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final Semaphore low = new Semaphore(0);
    private volatile boolean more;

    void offer(String id) {
        if (inHand.add(id) && !waiting.offer(id)) {
            inHand.remove(id);
            more = true;
        }
    }

    /** Empty-handed after the patience; {@link #done} has to follow. */
    @Nullable
    String take(Duration patience) throws InterruptedException {
        String id = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (more && waiting.size() <= LOW) {
            low.release();
        }
        return id;
    }

    void done(String id) {
        inHand.remove(id);
    }

    /** Whether it waits here, or a worker has it. */
    boolean has(String id) {
        return inHand.contains(id);
    }

    boolean hasRoom() {
        return waiting.size() <= SIZE - PAGE;
    }

    /** Somebody begins to look for more. */
    void looks() {
        more = false;
    }

    /** @param found how many there were in the ledger, of {@link #PAGE} at most */
    void looked(int found) {
        if (found == PAGE) {
            more = true;
        }
    }

    /** @return true as soon as it runs low and there is more, false after the pause */
    boolean awaitNeed(Duration pause) throws InterruptedException {
        boolean needed = low.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        low.drainPermits();
        return needed;
    }

    /** Ends the wait of whoever looks. */
    void wake() {
        low.release();
    }
}
