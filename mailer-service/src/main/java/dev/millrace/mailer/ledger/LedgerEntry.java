package dev.millrace.mailer.ledger;

import dev.millrace.contract.MessageCommand.MessageClass;
import dev.millrace.contract.MessageCommand.MessageRequested;
import java.time.Instant;
import java.util.Optional;

/**
 * A message with its state as read at one revision. Each stored move raises the revision, and a move is stored only if the
 * revision is still the one read: a worker whose lease was lost can't overwrite what came after.
 *
 * @param addressHash keyed hash of the recipient's address, as the suppressions know it
 * @param variant whose subject and preheader it has; empty for those of the template, or of the message
 * @param attempts how often the content was about to be transmitted or the server could not be reached
 * @param answersLost how often it was transmitted without anybody learning the server's answer
 * @param updatedAt when the state began
 */
public record LedgerEntry(
        MessageRequested request,
        String addressHash,
        Optional<String> variant,
        MessageState state,
        int attempts,
        int answersLost,
        long revision,
        Instant updatedAt) {

    public String id() {
        return request.id();
    }

    /** The same message after a move to another state. */
    public LedgerEntry moved(MessageState to, int attemptsNow, Instant now) {
        boolean lost = to instanceof MessageState.Unknown && !(state instanceof MessageState.Unknown);
        return new LedgerEntry(
                request,
                addressHash,
                variant,
                to,
                attemptsNow,
                lost ? answersLost + 1 : answersLost,
                revision + 1,
                now);
    }

    public LedgerEntry under(Optional<String> another) {
        return new LedgerEntry(request, addressHash, another, state, attempts, answersLost, revision, updatedAt);
    }

    public boolean stale(Instant now) {
        return !now.isBefore(request.validUntil());
    }

    public boolean transactional() {
        return request.messageClass() == MessageClass.TRANSACTIONAL;
    }
}
