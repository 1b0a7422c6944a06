package dev.millrace.trigger.report;

import dev.millrace.contract.EventWatch;
import dev.millrace.trigger.campaign.Goal;
import java.time.Instant;
import java.util.List;

/** The events that take away from goals that are about orders. */
public final class Corrections {

    private Corrections() {}

    public static List<EventWatch> watches(Instant now) {
        return List.of(
                new EventWatch(Attribution.CANCELLED, "Order Cancelled", null, List.of(Goal.ORDER_ID), now),
                new EventWatch(Attribution.REFUNDED, "Order Refunded", null, List.of(Goal.ORDER_ID, "refund_id"), now));
    }
}
