package dev.millrace.segment.identity;

import dev.millrace.contract.CustomerId;
import java.util.List;

/** Where an event goes from an id. */
public sealed interface Route {

    /** Into the customer of that id. */
    record Here() implements Route {}

    /**
     * To another customer.
     *
     * @param path the ids it has come by then
     */
    record Onward(CustomerId customer, List<CustomerId> path) implements Route {}

    /** Nowhere: it happened before what is to be forgotten. */
    record Forgotten() implements Route {}
}
