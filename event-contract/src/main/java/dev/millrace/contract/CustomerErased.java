package dev.millrace.contract;

import java.time.Instant;
import java.util.Objects;

/**
 * That all that is known under an id is to be forgotten, on {@code customers.erasures}; one record for each id of a person.
 * What happened until then and arrives later is dropped. A person who comes back later is new.
 *
 * @param at up to which instant of log time
 */
public record CustomerErased(CustomerId customer, Instant at) {

    public CustomerErased {
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(at, "at");
    }
}
