package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.membership.LogPosition;

/**
 * An event on its way into a customer.
 *
 * @param customer where it is now, which need not be the customer that the event itself names
 * @param bytes the value of the record it came in, for the dead letters
 * @param position of the record at hand
 */
record Arrival(CustomerId customer, CustomerEvent event, byte[] bytes, LogPosition position) {}
