package dev.millrace.mailer.smtp;

import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.Judgement;
import dev.millrace.mailer.ledger.Lease;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.ledger.MessageState.Claimable;
import dev.millrace.mailer.ledger.MessageState.Claimed;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.mail.Composition;
import dev.millrace.mailer.mail.MailComposer;
import dev.millrace.mailer.mail.OutgoingMail;
import dev.millrace.mailer.mongo.Ledger;
import dev.millrace.mailer.mongo.StoredTemplate;
import dev.millrace.mailer.mongo.Suppressions;
import dev.millrace.mailer.mongo.Templates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message at a time from claim to a stored outcome, over its own connection. The ledger decides: a message that
 * somebody else moved meanwhile is left alone. If MongoDB goes away, {@link #deliver} throws and the message is found again
 * by its lease.
 */
final class DeliveryWorker implements AutoCloseable {

    private final String relay;
    private final Ledger ledger;
    private final Suppressions suppressions;
    private final Templates templates;
    private final SendingPolicy policy;
    private final Judgement judgement;
    private final MailComposer composer;
    private final SmtpConnection connection;
    private final InstantSource time;
    private final MeterRegistry meters;
    private final String owner;
    private final Duration lease;

    DeliveryWorker(
            String relay,
            Ledger ledger,
            Suppressions suppressions,
            Templates templates,
            SendingPolicy policy,
            Judgement judgement,
            MailComposer composer,
            SmtpConnection connection,
            InstantSource time,
            MeterRegistry meters,
            String owner,
            Duration lease) {
        this.relay = relay;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.templates = templates;
        this.policy = policy;
        this.judgement = judgement;
        this.composer = composer;
        this.connection = connection;
        this.time = time;
        this.meters = meters;
        this.owner = owner;
        this.lease = lease;
    }

    /** What the worker's loop wants to know. */
    enum Result {
        DONE,
        SERVER_AWAY
    }

    Result deliver(String id, Persistence persistence) {
        Instant now = time.instant();
        Optional<LedgerEntry> found = ledger.find(id);
        if (found.isEmpty() || !(found.get().state() instanceof Claimable waiting) || !waiting.claimableAt(now)) {
            return Result.DONE;
        }
        LedgerEntry entry = found.get();
        if (waiting instanceof MessageState.Unknown unknown && entry.stale(now)) {
            move(entry, new MessageState.Unknown(unknown.reason(), Optional.empty()));
            return Result.DONE;
        }
        Optional<MessageState> wait = policy.wait(entry, waiting, now);
        if (wait.isPresent()) {
            move(entry, wait.get());
            return Result.DONE;
        }
        Optional<LedgerEntry> claimed = move(entry, waiting.claim(leaseFrom(now), now));
        return claimed.isEmpty() ? Result.DONE : prepare(claimed.get(), persistence);
    }

    private Result prepare(LedgerEntry entry, Persistence persistence) {
        Claimed claimed = (Claimed) entry.state();
        Optional<MessageState> objection = objection(entry, claimed);
        if (objection.isPresent()) {
            move(entry, objection.get());
            return Result.DONE;
        }
        Optional<StoredTemplate> template = templates.current(entry.request());
        if (template.isEmpty()) {
            move(entry, claimed.hold("there is no template " + entry.request().template()));
            return Result.DONE;
        }
        LedgerEntry shown = entry.under(template.get().known(entry.variant()));
        Composition composition =
                composer.compose(shown.request(), template.get().compiled(shown.variant()));
        if (composition instanceof Composition.Failed failed) {
            move(entry, claimed.hold(failed.reason()));
            return Result.DONE;
        }
        Composition.Composed composed = (Composition.Composed) composition;
        meters.counter("millrace.mailer.links.replaced").increment(composed.replacedLinks());
        return handOver(shown, composed.mail(), persistence);
    }

    /** Why the message must not be sent any more, read anew each time. */
    private Optional<MessageState> objection(LedgerEntry entry, Claimed claimed) {
        if (entry.stale(time.instant())) {
            return Optional.of(claimed.expire("not sent by " + entry.request().validUntil()));
        }
        return suppressions
                .reason(entry.addressHash(), entry.request().messageClass())
                .map(claimed::suppress);
    }

    private Result handOver(LedgerEntry entry, OutgoingMail mail, Persistence persistence) {
        LastMoment lastMoment = new LastMoment(entry);
        HandOver end = connection.send(mail, lastMoment);
        meters.counter(
                        "millrace.mailer.handovers",
                        "relay",
                        relay,
                        "class",
                        messageClass(entry),
                        "end",
                        end.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        if (end instanceof HandOver.Taken) {
            lastMoment.handedOver();
        }
        LedgerEntry current = lastMoment.entry;
        persistence.untilStored(() -> store(current, end));
        return end instanceof HandOver.Unreachable ? Result.SERVER_AWAY : Result.DONE;
    }

    private void store(LedgerEntry entry, HandOver end) {
        Instant now = time.instant();
        if (end instanceof HandOver.Refused refused && refused.about() == Refusal.ADDRESS) {
            suppressions.badAddress(entry.addressHash(), refused.reply(), entry.id(), now);
        }
        Optional<MessageState> next = judgement.afterHandOver(entry, end, now);
        policy.learn(entry, end, next.flatMap(MessageState::wakeAt), now);
        if (next.isPresent()
                && ledger.move(entry, next.get(), entry.attempts() + 1, now).isEmpty()) {
            meters.counter("millrace.mailer.outcomes.late").increment();
        }
    }

    private Optional<LedgerEntry> move(LedgerEntry entry, MessageState to) {
        return ledger.move(entry, to, entry.attempts(), time.instant());
    }

    private static String messageClass(LedgerEntry entry) {
        return entry.request().messageClass().name().toLowerCase(Locale.ROOT);
    }

    private Lease leaseFrom(Instant now) {
        return new Lease(owner, now.plus(lease));
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Tries an action again and again while the store is away, until it works or the service stops. */
    interface Persistence {
        void untilStored(Runnable action);
    }

    /** Asks once more whether the message may go, and writes {@code sending}: of a cancellation and this, one wins. */
    private final class LastMoment implements BeforeContent {

        private LedgerEntry entry;
        private Timer.@Nullable Sample looked;

        LastMoment(LedgerEntry entry) {
            this.entry = entry;
        }

        @Override
        public boolean permits() {
            Claimed claimed = (Claimed) entry.state();
            Optional<MessageState> objection = objection(entry, claimed);
            looked = Timer.start(meters);
            @Nullable
            LedgerEntry moved = objection
                    .map(state -> move(entry, state))
                    .orElseGet(() -> move(entry, claimed.begin(leaseFrom(time.instant()))))
                    .orElse(null);
            if (moved == null || objection.isPresent()) {
                return false;
            }
            entry = moved;
            return true;
        }

        /** What is taken back after the look and before this is sent all the same. */
        void handedOver() {
            if (looked != null) {
                looked.stop(Timer.builder("millrace.mailer.cancellation.window")
                        .description("from the last look at whether a mail was taken back until the server has it")
                        .tag("class", messageClass(entry))
                        .publishPercentiles(0.5, 0.99)
                        .register(meters));
            }
        }
    }
}
