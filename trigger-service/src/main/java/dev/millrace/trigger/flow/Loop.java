package dev.millrace.trigger.flow;

import dev.millrace.trigger.store.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Threads that do rounds of work: again at once while there is more, otherwise when signalled or after the pause. A round
 * that fails is told to the owner and tried again after the pause; the rounds themselves leave nothing half done.
 */
public final class Loop {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final long STOP_MILLIS = 10_000;

    private final String name;
    private final Signal signal;
    private final Duration pause;
    private final BooleanSupplier round;
    private final Consumer<RuntimeException> failed;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** @param round does some work and says whether there is more */
    public Loop(String name, Signal signal, Duration pause, BooleanSupplier round, Consumer<RuntimeException> failed) {
        this.name = name;
        this.signal = signal;
        this.pause = pause;
        this.round = round;
        this.failed = failed;
    }

    public void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::run, name + "-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets running rounds end, for a while; what they claimed and did not finish is claimed again later. */
    public void stop() {
        stopped = true;
        threads.forEach(thread -> signal.raise());
        try {
            for (Thread thread : threads) {
                thread.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                if (!doRound() && !stopped) {
                    signal.await(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean doRound() {
        try {
            return round.getAsBoolean();
        } catch (RuntimeException e) {
            failed(e);
        } catch (Error e) { // nobody would miss a thread that ended
            failed(new IllegalStateException(e));
        }
        return false;
    }

    private void failed(RuntimeException e) {
        failed.accept(e);
        LOG.warnf("event=round-failed loop=%s reason=\"%s\"", name, e);
    }
}
