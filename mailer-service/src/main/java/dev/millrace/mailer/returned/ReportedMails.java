package dev.millrace.mailer.returned;

import dev.millrace.contract.EngagementEvent;
import dev.millrace.mailer.engagement.MessageEvents;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.link.MailId;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.OutboxEvent;
import dev.millrace.mailer.mongo.Stops;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.preference.Wording;
import dev.millrace.mailer.report.Report;
import dev.millrace.mailer.report.Report.Bounced;
import dev.millrace.mailer.rest.ReaderChoices;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What is done with a report: the address is suppressed first if it has to be, then the message's event is stored, once. Throws
 * when the store is away, so that whoever reports tries again.
 */
@Singleton
public final class ReportedMails {

    private final Ledger ledger;
    private final Suppressions suppressions;
    private final Stops stops;
    private final ReaderChoices choices;
    private final InstantSource time;
    private final MeterRegistry meters;

    ReportedMails(
            Ledger ledger,
            Suppressions suppressions,
            Stops stops,
            ReaderChoices choices,
            InstantSource time,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.stops = stops;
        this.choices = choices;
        this.time = time;
        this.meters = meters;
    }

    public void take(MailId mail, Report report) {
        Optional<LedgerEntry> entry = ledger.findByMail(mail);
        String outcome = entry.isEmpty() ? "unknown" : apply(entry.get(), report) ? "taken" : "repeated";
        meters.counter("millrace.mailer.reports", "kind", report.getClass().getSimpleName(), "outcome", outcome)
                .increment();
    }

    /** @return false if it was known */
    private boolean apply(LedgerEntry entry, Report report) {
        Instant now = time.instant();
        if (report instanceof Bounced bounced) {
            if (bounced.about() == Refusal.ADDRESS) {
                suppressions.badAddress(entry.addressHash(), bounced.reason(), entry.id(), now);
            }
            if (bounced.about() == Refusal.SENDER && !entry.transactional()) {
                stops.refused(entry.request().campaign(), bounced.reason(), now);
            }
            return record(entry, MessageEvents.bounced(entry, bounced.reason(), now));
        }
        if (report instanceof Report.Complained) {
            suppressions.complained(entry.addressHash(), entry.id(), now);
            return record(entry, MessageEvents.complained(entry, now));
        }
        if (report instanceof Report.Delivered) {
            return record(entry, MessageEvents.delivered(entry, now));
        }
        if (report instanceof Report.Unsubscribed unsubscribed) {
            return choices.unsubscribe(entry.id(), unsubscribed.source(), Wording.english());
        }
        // A delay changes nothing: whoever reports it still tries.
        return true;
    }

    private boolean record(LedgerEntry entry, EngagementEvent event) {
        return ledger.record(entry.id(), event.id(), List.of(OutboxEvent.of(event)));
    }
}
