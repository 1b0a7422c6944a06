package dev.millrace.trigger.policy;

import java.time.Instant;
import java.util.Comparator;

/**
 * A send that waits for a free slot of the caps.
 *
 * @param priority higher goes first
 * @param due the older goes first
 * @param wakeAt when it will be looked at
 */
public record Rival(String enrolment, int priority, Instant due, Instant wakeAt) {

    /** Who goes first when a slot is free. */
    static final Comparator<Rival> ORDER = Comparator.comparingInt(Rival::priority)
            .reversed()
            .thenComparing(Rival::due)
            .thenComparing(Rival::enrolment);
}
