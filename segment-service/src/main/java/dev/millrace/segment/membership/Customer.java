package dev.millrace.segment.membership;

import dev.millrace.segment.customer.CustomerState;

/** One customer as the store keeps it: what is known, and where the evaluation stands. */
public record Customer(CustomerState state, Watch watch) {

    public static final Customer NEW = new Customer(CustomerState.EMPTY, Watch.NEW);

    public Customer withWatch(Watch changed) {
        return new Customer(state, changed);
    }
}
