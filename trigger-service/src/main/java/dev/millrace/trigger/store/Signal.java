package dev.millrace.trigger.store;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Says that there may be work, so that whoever does it need not poll often. Raising it many times before it is heard is one. */
public final class Signal {

    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        raised.release();
    }

    /** Returns when raised, or after this long. */
    public void await(Duration most) throws InterruptedException {
        if (raised.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }

    Synchronization raisedAfterCommit() {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to do before: the work is not visible yet
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    raise();
                }
            }
        };
    }
}
