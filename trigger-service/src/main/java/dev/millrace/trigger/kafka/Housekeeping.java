package dev.millrace.trigger.kafka;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.store.Inbox;
import dev.millrace.trigger.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** What is done now and then: measuring the outbox, and forgetting transitions that can't come again. */
@ApplicationScoped
class Housekeeping {

    private final Outbox outbox;
    private final Inbox inbox;
    private final TriggerConfig config;
    private final InstantSource time;
    private final AtomicLong depth;

    Housekeeping(Outbox outbox, Inbox inbox, TriggerConfig config, InstantSource time, MeterRegistry registry) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.config = config;
        this.time = time;
        this.depth = registry.gauge("millrace.trigger.outbox.depth", new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        depth.set(outbox.depth());
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        inbox.forgetBefore(time.instant().minus(config.inboxKept()));
    }
}
