package dev.millrace.mailer.rest;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.mailer.engagement.MessageEvents;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.OutboxEvent;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** What readers do, written to the ledger, from where it reaches Kafka. The same fact twice is one fact. */
@Singleton
final class Engagement {

    private static final Logger LOG = Logger.getLogger(Engagement.class);

    private final Ledger ledger;
    private final InstantSource time;
    private final MeterRegistry meters;

    Engagement(Ledger ledger, InstantSource time, MeterRegistry meters) {
        this.ledger = ledger;
        this.time = time;
        this.meters = meters;
    }

    void opened(String message, boolean machine) {
        observe(message, (entry, now) -> MessageEvents.opened(entry, now, machine));
    }

    void clicked(String message, String target, boolean machine) {
        observe(message, (entry, now) -> MessageEvents.clicked(entry, target, now, machine));
    }

    /** A reader is never kept waiting for our store: when it is away, the observation is lost and counted. */
    private void observe(String message, BiFunction<LedgerEntry, Instant, EngagementEvent> event) {
        try {
            ledger.find(message).ifPresent(entry -> {
                EngagementEvent observed = event.apply(entry, time.instant());
                ledger.record(message, observed.id(), List.of(OutboxEvent.of(observed)));
            });
        } catch (RuntimeException e) {
            meters.counter("millrace.mailer.failures", "action", "observe").increment();
            LOG.warnf(
                    "event=failed action=observe message=%s error=%s",
                    message, e.getClass().getName());
        }
    }
}
