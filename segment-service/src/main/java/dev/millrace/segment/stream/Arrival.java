package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An event on its way into a customer.
 *
 * @param customer where it is now, which need not be the customer that the event itself names
 * @param path the ids it was forwarded by; none if it came in for this customer
 * @param bytes the value of the record it came in, for the dead letters
 * @param position where the event itself was stored, also when it has waited since
 */
record Arrival(CustomerId customer, CustomerEvent event, List<CustomerId> path, byte[] bytes, LogPosition position) {
    /** When it happened: the clock of a device can't run ahead of the log. */
    Instant at() {
        Instant at = isFromTheFuture() ? position.time() : event.at();
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    boolean isFromTheFuture() {
        return event.at().isAfter(position.time());
    }
}
