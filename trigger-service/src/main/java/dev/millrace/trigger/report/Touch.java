package dev.millrace.trigger.report;

import java.time.Duration;
import java.time.Instant;

/**
 * That a customer was reached by a message in a way that may have brought about its campaign's goal.
 *
 * @param watch of the goal
 * @param strength of two at the same instant the stronger one counts
 */
public record Touch(String message, String watch, Duration within, int strength, Instant at) {

    boolean mayHaveBroughtAbout(GoalEvent event) {
        return watch.equals(event.watch())
                && !event.at().isBefore(at)
                && !event.at().isAfter(at.plus(within));
    }
}
