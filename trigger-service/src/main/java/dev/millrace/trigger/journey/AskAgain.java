package dev.millrace.trigger.journey;

import java.time.Duration;

/**
 * When segment-service is asked about a send: first once it can know that the instant has passed, then again and again with
 * doubling pauses that are bounded.
 *
 * @param settle how long after the end of a wait its answer has usually passed that instant; asking sooner is in vain
 * @param first the pause after the first asking in vain
 */
public record AskAgain(Duration settle, Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    public AskAgain {
        if (settle.isNegative()) {
            throw new IllegalArgumentException("nothing can be asked before it is due");
        }
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a pause is longer than 0, and the longest is not below the first");
        }
    }

    Duration pauseAfter(int askedInVain) {
        Duration doubled = first.multipliedBy(1L << Math.min(askedInVain, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
