package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;
import java.util.List;

/**
 * An event on its way into a customer.
 *
 * @param customer where it is now, which need not be the customer that the event itself names
 * @param path the ids it was forwarded by; none if it came in for this customer
 * @param bytes the value of the record it came in, for the dead letters
 * @param position where the event itself was stored
 */
record Arrival(
        CustomerId customer, CustomerEvent event, List<CustomerId> path, byte[] bytes, LogPosition position) {}
