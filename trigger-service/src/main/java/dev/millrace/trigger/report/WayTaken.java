package dev.millrace.trigger.report;

import java.math.BigDecimal;

/**
 * How many were sent one way of a split, and what they reached within the goal's window after their start. Without those who are
 * held out: they get nothing on any way.
 *
 * @param way its place, counted from 1
 * @param revenue of all of them
 * @param squares the sum of the squares of each one's revenue
 */
public record WayTaken(
        int version, String step, int way, long started, long reached, BigDecimal revenue, double squares) {

    Proportion share() {
        return new Proportion(reached, started);
    }

    Amounts amounts() {
        return new Amounts(started, revenue.doubleValue(), squares);
    }
}
