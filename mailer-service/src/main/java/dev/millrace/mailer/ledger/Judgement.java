package dev.millrace.mailer.ledger;

import dev.millrace.mailer.ledger.MessageState.Claimed;
import dev.millrace.mailer.ledger.MessageState.Sending;
import dev.millrace.mailer.ledger.MessageState.Unknown;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the next state of a message from how its hand-over ended. Pure.
 *
 * <p>Marketing mail of unknown fate is not sent again: twice is worse than never. Transactional mail is, once, at the next
 * time of the schedule and as long as it is worth something: a server that never answers may have taken it each time.
 */
public final class Judgement {

    private final RetrySchedule schedule;

    public Judgement(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Decides what comes after a hand-over.
     *
     * @param entry claimed, if the hand-over ended before the content was transmitted, else sending
     * @return empty if the ledger already has the outcome
     * @throws IllegalStateException if this end is impossible in the entry's state
     */
    public Optional<MessageState> afterHandOver(LedgerEntry entry, HandOver end, Instant now) {
        if (end instanceof HandOver.Revoked) {
            return Optional.empty();
        }
        if (entry.state() instanceof Claimed claimed) {
            return Optional.of(beforeContent(entry, claimed, end, now));
        }
        if (entry.state() instanceof Sending sending) {
            return Optional.of(afterContent(entry, sending, end, now));
        }
        throw new IllegalStateException("a message in state " + entry.state().code() + " was handed over");
    }

    /** What becomes of a message whose worker went away between writing {@code sending} and storing the answer. */
    public Unknown abandoned(LedgerEntry entry, Sending sending, Instant now) {
        return sending.abandon(now, sendAgainAt(entry, now));
    }

    private MessageState beforeContent(LedgerEntry entry, Claimed claimed, HandOver end, Instant now) {
        if (end instanceof HandOver.Refused refused) {
            return claimed.reject(refused.reply());
        }
        if (end instanceof HandOver.Deferred deferred) {
            return claimed.retry(nextTry(entry, now), deferred.reply());
        }
        if (end instanceof HandOver.Unreachable unreachable) {
            return claimed.retry(nextTry(entry, now), unreachable.reason());
        }
        if (end instanceof HandOver.Unsendable unsendable) {
            return claimed.hold(unsendable.reason());
        }
        throw new IllegalStateException("a message was transmitted that is not marked as sending: " + end);
    }

    private MessageState afterContent(LedgerEntry entry, Sending sending, HandOver end, Instant now) {
        if (end instanceof HandOver.Taken taken) {
            return sending.accept(taken.reply());
        }
        if (end instanceof HandOver.Refused refused) {
            return sending.reject(refused.reply());
        }
        if (end instanceof HandOver.Deferred deferred) {
            return sending.retry(nextTry(entry, now), deferred.reply());
        }
        if (end instanceof HandOver.Unreachable unreachable) {
            return sending.retry(nextTry(entry, now), unreachable.reason());
        }
        if (end instanceof HandOver.AnswerLost lost) {
            return sending.lose(lost.reason(), sendAgainAt(entry, now));
        }
        throw new IllegalStateException("an end that is no end: " + end);
    }

    private Instant nextTry(LedgerEntry entry, Instant now) {
        return schedule.nextTry(entry.attempts() + 1, now, entry.request().validUntil());
    }

    private Optional<Instant> sendAgainAt(LedgerEntry entry, Instant now) {
        boolean again = entry.transactional() && entry.answersLost() == 0 && !entry.stale(now);
        return again ? Optional.of(nextTry(entry, now)) : Optional.empty();
    }
}
