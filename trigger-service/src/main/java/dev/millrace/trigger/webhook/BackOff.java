package dev.millrace.trigger.webhook;

import java.time.Duration;

/** Pauses between attempts: doubling up to the longest, each shortened by chance by up to a half, so that not all come at once. */
public record BackOff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    public BackOff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a pause is longer than 0, and the longest is not below the first");
        }
    }

    /**
     * @param failed how many attempts have failed, from 1
     * @param chance from 0 up to 1
     */
    public Duration pauseAfter(int failed, double chance) {
        int doublings = Math.min(Math.max(failed - 1, 0), MOST_DOUBLINGS);
        Duration doubled = first.multipliedBy(1L << doublings);
        long most = Math.min(doubled.toMillis(), longest.toMillis());
        return Duration.ofMillis(Math.round(most * (1 - chance / 2)));
    }
}
