package dev.millrace.mailer.smtp;

import dev.millrace.mailer.ledger.HandOver;
import dev.millrace.mailer.ledger.LedgerEntry;
import dev.millrace.mailer.ledger.MessageState;
import dev.millrace.mailer.ledger.MessageState.Claimable;
import dev.millrace.mailer.ledger.MessageState.RetryAt;
import dev.millrace.mailer.ledger.Refusal;
import dev.millrace.mailer.mongo.Stops;
import dev.millrace.mailer.pacing.Pacing;
import dev.millrace.mailer.pacing.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says of a mail that is due whether it has to wait: for its turn, or because its campaign is stopped; and learns from what servers answer.
 * Transactional mail never waits here. Each relay has its own.
 */
public final class SendingPolicy {

    /** The reason of mails whose campaign is stopped begins so. */
    public static final String STOPPED = "the campaign is stopped: ";

    /** How often such a mail is looked at; whoever lets the campaign go on wakes them all. */
    private static final Duration STOPPED_PAUSE = Duration.ofMinutes(10);

    /** The server is busy, or thinks that we send too much. */
    private static final Pattern SLOW_DOWN = Pattern.compile("\\b4\\.7\\.\\d{1,3}\\b");

    private static final int CLOSING = 421;

    private final Pacing pacing;
    private final Stops stops;

    SendingPolicy(Pacing pacing, Stops stops) {
        this.pacing = pacing;
        this.stops = stops;
    }

    /** The state in which the mail has to wait; empty if it may go now. */
    Optional<MessageState> wait(LedgerEntry entry, Claimable waiting, Instant now) {
        if (entry.transactional()) {
            pacing.took(domain(entry), now);
            return Optional.empty();
        }
        Optional<String> stopped = stops.reason(entry.request().campaign());
        if (stopped.isPresent()) {
            Instant later = now.plus(STOPPED_PAUSE);
            Instant stale = entry.request().validUntil();
            return Optional.of(waiting.postpone(later.isBefore(stale) ? later : stale, STOPPED + stopped.get()));
        }
        Instant latest = entry.request().validUntil();
        Turn turn = passed(waiting, Turn.Queue.DOMAIN) || passed(waiting, Turn.Queue.RELAY)
                ? new Turn.Now()
                : pacing.atDomain(domain(entry), now, latest);
        if (turn instanceof Turn.Now && !passed(waiting, Turn.Queue.RELAY)) {
            turn = pacing.atRelay(now, latest);
        }
        if (turn instanceof Turn.Later later) {
            return Optional.of(waiting.postpone(later.at(), later.queue().reason()));
        }
        return turn instanceof Turn.Never
                ? Optional.of(waiting.giveUp("there was no turn for it before " + latest + " at the rate that is set"))
                : Optional.empty();
    }

    /** @param next when the message is tried again, if it is */
    void learn(LedgerEntry entry, HandOver end, Optional<Instant> next, Instant now) {
        if (end instanceof HandOver.Deferred deferred
                && (deferred.code() == CLOSING
                        || SLOW_DOWN.matcher(deferred.reply()).find())) {
            next.ifPresent(until -> pacing.pause(domain(entry), until, now));
        }
        if (end instanceof HandOver.Refused refused && refused.about() == Refusal.SENDER && !entry.transactional()) {
            stops.refused(entry.request().campaign(), refused.reply(), now);
        }
    }

    private static boolean passed(Claimable waiting, Turn.Queue queue) {
        return waiting instanceof RetryAt retry && retry.reason().equals(queue.reason());
    }

    private static String domain(LedgerEntry entry) {
        String address = entry.request().recipient().email();
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
