package dev.millrace.segment.customer;

import java.time.Instant;
import java.util.List;

/** What the customer last said about one channel: {@code subscribed}, {@code pending} or {@code unsubscribed}. */
public record Consent(String status, Instant at) {

    static final String UNSUBSCRIBED = "unsubscribed";

    /** What permits more comes first. */
    private static final List<String> RESTRAINT = List.of("subscribed", "pending", UNSUBSCRIBED);

    /** The newer statement; at the same instant the one that permits less. */
    Consent or(Consent other) {
        int order = at.compareTo(other.at);
        if (order == 0) {
            return RESTRAINT.indexOf(other.status) > RESTRAINT.indexOf(status) ? other : this;
        }
        return order > 0 ? this : other;
    }
}
