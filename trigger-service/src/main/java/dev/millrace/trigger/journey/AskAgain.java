package dev.millrace.trigger.journey;

import java.time.Duration;

/** How long to wait before asking again: doubling from the first, never above the longest. */
public record AskAgain(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    public AskAgain {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "asking again waits longer than 0, and the longest is not below the first");
        }
    }

    Duration after(int asked) {
        Duration doubled = first.multipliedBy(1L << Math.min(asked, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
