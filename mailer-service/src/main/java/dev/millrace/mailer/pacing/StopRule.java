package dev.millrace.mailer.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When refusals that are about us stop a campaign: so many within a time. One may be a single server's opinion; some in a row are what mailbox
 * providers think of the campaign, and each further one makes it worse for all mail of the sender.
 */
public record StopRule(int refusals, Duration within) {

    public StopRule {
        if (refusals <= 0) {
            throw new IllegalArgumentException("millrace.smtp.stop.refusals is at least 1");
        }
    }

    public boolean stops(List<Instant> refused, Instant now) {
        return refused.stream().filter(at -> !at.isBefore(since(now))).count() >= refusals;
    }

    public Instant since(Instant now) {
        return now.minus(within);
    }
}
