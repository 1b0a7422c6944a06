package dev.millrace.trigger.kafka;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.store.CountedSends;
import dev.millrace.trigger.store.Inbox;
import dev.millrace.trigger.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** What is done now and then: measuring the outbox, and forgetting transitions that can't come again. */
@ApplicationScoped
class Housekeeping {

    /** Complaints come weeks after the mail, and say only which message it was. */
    private static final Duration REPORTS_COME_WITHIN = Duration.ofDays(100);

    private final Outbox outbox;
    private final Inbox inbox;
    private final CountedSends sends;
    private final TriggerConfig config;
    private final InstantSource time;
    private final AtomicLong depth;

    Housekeeping(
            Outbox outbox,
            Inbox inbox,
            CountedSends sends,
            TriggerConfig config,
            InstantSource time,
            MeterRegistry registry) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.sends = sends;
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
        sends.forgetBefore(time.instant().minus(REPORTS_COME_WITHIN));
    }
}
