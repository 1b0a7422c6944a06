package dev.millrace.mailer.pacing;

import java.time.Instant;

/** When a mail may go. */
public sealed interface Turn {

    record Now() implements Turn {}

    /** A place was kept for it, and none must be asked for again by this queue. */
    record Later(Instant at, Queue queue) implements Turn {}

    /** There is no place before it is stale. */
    record Never() implements Turn {}

    /** Where a mail waits for its turn. It passes the first before it comes to the second. */
    enum Queue {
        DOMAIN("waits for its turn at the recipient's domain"),
        RELAY("waits for its turn at the relay");

        private final String reason;

        Queue(String reason) {
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}
