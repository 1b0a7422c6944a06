package dev.millrace.segment.identity;

import java.time.Duration;

/**
 * For how long what nobody uses is kept, in log time.
 *
 * @param anonymous customers of whom no more than an anonymous id is known, after their last event
 * @param redirects after the last event that came by them
 */
public record Retention(Duration anonymous, Duration redirects) {

    /** A claim is renewed after 30 days, so a redirect that is in use is younger than this. */
    private static final Duration LEAST_REDIRECTS = Duration.ofDays(60);

    public static final Retention DEFAULT = new Retention(Duration.ofDays(90), Duration.ofDays(396));

    public Retention {
        if (anonymous.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("anonymous customers are kept for at least a day");
        }
        if (redirects.compareTo(LEAST_REDIRECTS) < 0) {
            throw new IllegalArgumentException("redirects are kept for at least " + LEAST_REDIRECTS.toDays() + " days");
        }
    }
}
