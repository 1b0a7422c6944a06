package dev.millrace.mailer.smtp;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.mailer.ledger.Judgement;
import dev.millrace.mailer.ledger.MessageState.Sending;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.Ledger.Due;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The workers of one class of mail at one relay, with a queue of what they can do now. What the queue does not know is found in the
 * ledger by the look-out, which also finds the messages whose worker died while sending. Each has its own lane, so that none ever
 * waits for another.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final String relay;
    private final MessageClass messageClass;
    private final Ledger ledger;
    private final Judgement judgement;
    private final InstantSource time;
    private final MeterRegistry meters;
    private final Duration poll;
    private final Duration longestPause;
    private final WorkQueue queue = new WorkQueue();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Lane(
            String relay,
            MessageClass messageClass,
            Ledger ledger,
            Judgement judgement,
            InstantSource time,
            MeterRegistry meters,
            Duration poll,
            Duration longestPause) {
        this.relay = relay;
        this.messageClass = messageClass;
        this.ledger = ledger;
        this.judgement = judgement;
        this.time = time;
        this.meters = meters;
        this.poll = poll;
        this.longestPause = longestPause;
    }

    /** @param workers makes a worker; called in each worker's thread, and again when one failed */
    void start(int count, Supplier<DeliveryWorker> workers) {
        for (int i = 1; i <= count; i++) {
            threads.add(WorkerThreads.unstarted(name("worker-" + i), () -> work(workers)));
        }
        threads.add(WorkerThreads.unstarted(name("look-out"), this::lookOut));
        threads.forEach(Thread::start);
    }

    /** Lets each worker finish what it has in hand. */
    void stop(Duration patience) throws InterruptedException {
        stopped.countDown();
        queue.wake();
        for (Thread thread : threads) {
            thread.join(patience.toMillis());
        }
    }

    void offer(String id) {
        queue.offer(id);
    }

    private String name(String role) {
        return "mail-" + relay + "-" + messageClass.name().toLowerCase(java.util.Locale.ROOT) + "-" + role;
    }

    private void work(Supplier<DeliveryWorker> workers) {
        try {
            while (running()) {
                try (DeliveryWorker worker = workers.get()) {
                    deliver(worker);
                } catch (RuntimeException | Error e) { // nobody would miss a worker that ended
                    failed("worker", e);
                    pause(FIRST_PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(DeliveryWorker worker) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (running()) {
            String id = queue.take(IDLE);
            if (id == null) {
                continue;
            }
            boolean trouble = !delivered(worker, id);
            if (trouble) {
                pause(pause);
            }
            pause = trouble ? shorter(pause.multipliedBy(2), longestPause) : FIRST_PAUSE;
        }
    }

    /** @return false if the mail server or the store is away, and trying the next message at once makes no sense */
    private boolean delivered(DeliveryWorker worker, String id) throws InterruptedException {
        try {
            return worker.deliver(id, this::untilStored) == DeliveryWorker.Result.DONE;
        } catch (RuntimeException | Error e) {
            failed("deliver", e);
            return false;
        } finally {
            queue.done(id);
        }
    }

    private void lookOut() {
        try {
            while (running()) {
                try {
                    findDue();
                } catch (RuntimeException | Error e) {
                    failed("look-out", e);
                }
                queue.awaitNeed(poll);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void findDue() {
        if (!queue.hasRoom()) {
            return;
        }
        queue.looks();
        List<Due> page = ledger.due(relay, messageClass, time.instant(), WorkQueue.PAGE);
        for (Due due : page) {
            if (!due.sending()) {
                queue.offer(due.id());
            } else if (!queue.has(due.id())) {
                // A worker of this very process that is late still brings the answer.
                abandon(due.id());
            }
        }
        queue.looked(page.size());
    }

    private void abandon(String id) {
        Instant now = time.instant();
        ledger.find(id).ifPresent(entry -> {
            if (entry.state() instanceof Sending sending && sending.lease().expiredAt(now)) {
                ledger.move(entry, judgement.abandoned(entry, sending, now), entry.attempts() + 1, now);
            }
        });
    }

    private void untilStored(Runnable action) {
        while (true) {
            try {
                action.run();
                return;
            } catch (RuntimeException e) {
                failed("store", e);
                if (!running()) {
                    throw e;
                }
                try {
                    pause(FIRST_PAUSE);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    private void failed(String action, Throwable e) {
        meters.counter("millrace.mailer.failures", "action", action).increment();
        LOG.warnf(
                "event=failed action=%s relay=%s class=%s error=%s",
                action, relay, messageClass, e.getClass().getName());
    }

    private boolean running() {
        return stopped.getCount() > 0;
    }

    private void pause(Duration pause) throws InterruptedException {
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debugf("event=stopping class=%s", messageClass);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
