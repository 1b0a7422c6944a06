package dev.millrace.contract;

import java.time.Instant;
import java.util.Objects;

/**
 * That an id no longer names a customer of its own, on {@code customers.links}: what is known of it went to another customer,
 * and so does what comes under it. That customer's own id may have been given up since: follow the links to their end.
 *
 * @param customer the id that was given up, which is the key
 * @param mergedInto whose it is now
 * @param at when the two were named together
 */
public record CustomerLink(CustomerId customer, CustomerId mergedInto, Instant at) {

    public CustomerLink {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(mergedInto, "mergedInto");
        Objects.requireNonNull(at, "at");
        if (customer.equals(mergedInto)) {
            throw new IllegalArgumentException("a customer is not merged into itself");
        }
    }
}
