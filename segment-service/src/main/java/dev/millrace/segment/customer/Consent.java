package dev.millrace.segment.customer;

import java.time.Instant;

/** What the customer last said about one channel: {@code subscribed}, {@code pending} or {@code unsubscribed}. */
public record Consent(String status, Instant at) {

    static final String UNSUBSCRIBED = "unsubscribed";

    /** The newer statement; at the same instant the one that permits less. */
    Consent or(Consent other) {
        int order = at.compareTo(other.at);
        if (order == 0) {
            return other.status.equals(UNSUBSCRIBED) ? other : this;
        }
        return order > 0 ? this : other;
    }
}
