package dev.millrace.mailer.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * When to look through the messages with unpublished events, and from where on: a page at a time in the order of their ids,
 * so that a page that can't be published stands in nobody's way. After a full page the next follows at once; after the last
 * one a new round begins a pause later. Belongs to one thread.
 */
final class Rounds {

    private static final String START = "";

    private final InstantSource time;
    private final Duration pause;
    private Instant next;
    private String after = START;

    Rounds(InstantSource time, Duration pause) {
        this.time = time;
        this.pause = pause;
        this.next = time.instant();
    }

    /** How long until it is time to look, never longer than the pause. */
    Duration untilNext() {
        Instant now = time.instant();
        Instant latest = now.plus(pause);
        // A clock that was put back must not stop the looking.
        next = next.isAfter(latest) ? latest : next;
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    boolean due() {
        return untilNext().isZero();
    }

    /** Whether the page to read is the first of a round. */
    boolean begins() {
        return after.equals(START);
    }

    /** The id after which the page to read begins. */
    String after() {
        return after;
    }

    /** Takes note of the page that was read. */
    void read(List<String> page, int limit) {
        boolean more = page.size() >= limit;
        after = more ? page.get(page.size() - 1) : START;
        next = more ? time.instant() : time.instant().plus(pause);
    }

    /** The page could not be read: try it again after the pause. */
    void failed() {
        next = time.instant().plus(pause);
    }
}
