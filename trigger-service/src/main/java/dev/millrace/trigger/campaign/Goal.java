package dev.millrace.trigger.campaign;

import dev.millrace.contract.EventWatch;
import dev.millrace.trigger.digest.StableDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is for: an event that customers are to bring about, within a time after they were reached.
 *
 * @param filter a condition on the event in the segment language; null takes every one
 * @param within how long after a touch, or after the start, it counts
 * @param value the property that says what it was worth; null takes the order's total, if it is about an order
 * @param touch what has to have happened to a message so that it can have brought it about
 */
public record Goal(String event, @Nullable String filter, Duration within, @Nullable String value, Touch touch) {

    /** Watches whose id begins so are of goals. */
    public static final String PREFIX = "goal-";

    /** Of those that name the property that says what it was worth. */
    public static final String PREFIX_WITH_VALUE = PREFIX + "value-";

    public static final String ORDER_ID = "order_id";
    public static final Duration DEFAULT_WITHIN = Duration.ofDays(7);

    /** From the weakest to the strongest: each includes the stronger ones. */
    public enum Touch {
        SENT,
        OPENED,
        CLICKED
    }

    /** Goals that listen for the same share one. */
    public String watchId() {
        return (value == null ? PREFIX : PREFIX_WITH_VALUE)
                + StableDigest.id(event, filter == null ? "" : filter, value == null ? "" : value);
    }

    public EventWatch watch(Instant now) {
        List<String> properties = new ArrayList<>(List.of(ORDER_ID));
        if (value != null && !value.equals(ORDER_ID)) {
            properties.add(value);
        }
        return new EventWatch(watchId(), event, filter, properties, now);
    }
}
