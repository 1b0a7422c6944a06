package dev.millrace.segment.customer;

import dev.millrace.contract.Claim;
import dev.millrace.contract.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another id that a customer claims.
 *
 * @param best the customer's strongest claim on it
 * @param lostTo the claim by which it is somebody else's; null as long as it leads to the customer
 * @param asked the instant of the claim that was last made known to the id
 */
public record Link(CustomerId id, Claim best, @Nullable Claim lostTo, Instant asked) {

    public boolean isHeld() {
        return lostTo == null;
    }

    /** Of two customers made one. */
    Link or(Link other) {
        Claim stronger = Ownership.takes(id, other.best, best) ? other.best : best;
        Instant later = other.asked.isAfter(asked) ? other.asked : asked;
        if (lostTo == null || other.lostTo == null) {
            return new Link(id, stronger, null, later);
        }
        return new Link(id, stronger, Ownership.takes(id, other.lostTo, lostTo) ? other.lostTo : lostTo, later);
    }
}
