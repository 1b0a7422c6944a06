package dev.millrace.mailer.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When to try again after a failure: the n-th pause of a fixed list, the last one for all that follow. Without chance, so
 * that two runs do the same; workers spread the load by being few.
 */
public record RetrySchedule(List<Duration> pauses) {

    public RetrySchedule {
        pauses = List.copyOf(pauses);
        if (pauses.isEmpty() || pauses.stream().anyMatch(pause -> pause.isNegative() || pause.isZero())) {
            throw new IllegalArgumentException("a retry schedule has at least one pause, and each is positive");
        }
    }

    /**
     * Says when the next try is.
     *
     * @param attempts how often it was tried, at least 1
     * @param validUntil the message is looked at again no later than this, to be recorded as expired in time
     */
    public Instant nextTry(int attempts, Instant now, Instant validUntil) {
        Instant next = now.plus(pauses.get(Math.min(attempts, pauses.size()) - 1));
        return next.isAfter(validUntil) ? validUntil : next;
    }
}
