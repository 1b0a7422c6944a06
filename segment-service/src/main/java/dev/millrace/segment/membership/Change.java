package dev.millrace.segment.membership;

import dev.millrace.contract.SegmentTransition;
import dev.millrace.segment.customer.RecentEvents;
import java.util.List;

/** A customer after something happened, and the transitions to tell of it, in order. */
public record Change(Customer customer, List<SegmentTransition> transitions) {

    public Change {
        transitions = List.copyOf(transitions);
    }

    /** With newest events that go with it. */
    public Change withRecent(RecentEvents recent) {
        return new Change(customer.withRecent(recent), transitions);
    }
}
