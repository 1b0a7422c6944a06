package dev.millrace.trigger.delivery;

import dev.millrace.trigger.WebhooksConfig;
import dev.millrace.trigger.flow.Loop;
import dev.millrace.trigger.store.WebhookCalls;
import dev.millrace.trigger.store.WebhookCalls.Claimed;
import dev.millrace.trigger.webhook.BackOff;
import dev.millrace.trigger.webhook.Circuit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Delivers calls: some of each target at a time, each on a thread of its own, so that a target that hangs holds up itself and
 * nobody else. A call that was begun and of which nothing is known is made again after its lease; receivers know it by its id.
 */
@ApplicationScoped
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final long IDLE_SECONDS = 30;

    private final WebhooksConfig config;
    private final WebhookCalls calls;
    private final Delivery delivery;
    private final Targets targets;
    private final BackOff backOff;
    private final MeterRegistry registry;
    private final InstantSource time;
    private final Loop loop;
    private final ThreadPoolExecutor threads;

    Deliveries(
            WebhooksConfig config, WebhookCalls calls, Delivery delivery, MeterRegistry registry, InstantSource time) {
        this.config = config;
        this.calls = calls;
        this.delivery = delivery;
        this.targets = new Targets(config.concurrency());
        this.backOff = new BackOff(config.firstRetry(), config.longestRetry());
        this.registry = registry;
        this.time = time;
        this.loop = new Loop("webhooks", calls.added(), config.poll(), this::round, e -> registry.counter(
                        "millrace.trigger.rounds.failed", "loop", "webhooks")
                .increment());
        // as many as there are calls under way: bounded by the targets, and by the calls of each
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "webhook");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        threads.shutdownNow();
    }

    /** How this instance sees a target. */
    public Circuit circuit(String target) {
        return targets.circuit(target);
    }

    private boolean round() {
        Instant now = time.instant();
        int givenUp = calls.giveUp(now.minus(config.giveUpAfter()), now);
        if (givenUp > 0) {
            registry.counter("millrace.trigger.webhooks.given.up").increment(givenUp);
        }
        for (String target : calls.dueTargets(now)) {
            int permits = targets.permits(target, now);
            if (permits > 0) {
                List<Claimed> claimed = calls.claim(target, now, now.plus(config.lease()), permits);
                targets.begin(target, claimed.size());
                claimed.forEach(call -> threads.execute(() -> deliver(call)));
            }
        }
        return false;
    }

    private void deliver(Claimed call) {
        try {
            Outcome outcome = delivery.deliver(call);
            Instant now = time.instant();
            targets.end(call.target(), outcome instanceof Outcome.Failed, now);
            note(call, outcome, now);
        } catch (RuntimeException e) {
            // the lease ends, and it is made again
            targets.endUnknown(call.target());
            LOG.warnf("event=delivery-failed target=%s reason=\"%s\"", call.target(), e);
        } finally {
            calls.added().raise();
        }
    }

    private void note(Claimed call, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Delivered) {
            calls.delivered(call, now);
            count(call.target(), "delivered");
        } else if (outcome instanceof Outcome.Failed failed) {
            Duration pause = backOff.pauseAfter(
                    call.attempts(), ThreadLocalRandom.current().nextDouble());
            boolean longer = failed.notBefore() != null && failed.notBefore().compareTo(pause) > 0;
            calls.tryAgain(call, failed.reason(), now.plus(longer ? failed.notBefore() : pause));
            count(call.target(), "failed");
        } else if (outcome instanceof Outcome.Hopeless hopeless) {
            calls.fail(call, hopeless.reason(), now);
            count(call.target(), "refused");
        }
    }

    private void count(String target, String outcome) {
        registry.counter("millrace.trigger.webhooks.calls", "target", target, "outcome", outcome)
                .increment();
    }
}
