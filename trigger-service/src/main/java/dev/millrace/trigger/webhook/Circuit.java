package dev.millrace.trigger.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a target is worth calling. After some failures in a row it is left alone for a while; then one call tries it, and
 * all go on if that succeeds. Each time in vain the pause doubles. A value: every change is another one.
 */
public sealed interface Circuit {

    int FAILURES = 5;
    Duration FIRST_PAUSE = Duration.ofSeconds(30);
    Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    Circuit CLOSED = new Closed(0);

    /** How many may be called now beside those that are under way. */
    int permits(int underWay, int most, Instant now);

    Circuit succeeded();

    Circuit failed(Instant now);

    String text();

    /** All goes well, but for so many failures in a row. */
    record Closed(int failures) implements Circuit {

        @Override
        public int permits(int underWay, int most, Instant now) {
            return Math.max(0, most - underWay);
        }

        @Override
        public Circuit succeeded() {
            return CLOSED;
        }

        @Override
        public Circuit failed(Instant now) {
            return failures + 1 < FAILURES ? new Closed(failures + 1) : new Open(now.plus(FIRST_PAUSE), FIRST_PAUSE);
        }

        @Override
        public String text() {
            return "closed";
        }
    }

    /** Left alone until then; after it, one at a time. */
    record Open(Instant until, Duration pause) implements Circuit {

        @Override
        public int permits(int underWay, int most, Instant now) {
            return now.isBefore(until) || underWay > 0 ? 0 : 1;
        }

        @Override
        public Circuit succeeded() {
            return CLOSED;
        }

        /** What was under way when it opened fails, too, and says nothing new. */
        @Override
        public Circuit failed(Instant now) {
            if (now.isBefore(until)) {
                return this;
            }
            Duration doubled = pause.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            return new Open(now.plus(next), next);
        }

        @Override
        public String text() {
            return "open";
        }
    }
}
