package dev.millrace.trigger.report;

import java.time.Duration;
import java.time.Instant;

/** One enrolment and the goal of its version, whether or not it got any message. */
public record Run(String enrolment, String campaign, String watch, Duration within, Instant startedAt) {

    boolean covers(GoalEvent event) {
        return watch.equals(event.watch())
                && !event.at().isBefore(startedAt)
                && !event.at().isAfter(startedAt.plus(within));
    }
}
