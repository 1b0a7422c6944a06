package dev.millrace.mailer.ledger;

import java.time.Instant;

/** The right of one instance to work on a message until an instant; afterwards anybody may take it. */
public record Lease(String owner, Instant until) {

    public boolean expiredAt(Instant now) {
        return !now.isBefore(until);
    }
}
