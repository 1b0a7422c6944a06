package dev.millrace.trigger.policy;

import java.util.Locale;

/** Why a due send was not simply made. The text is what the API, the decisions and the metrics show. */
public enum Reason {
    NO_ANSWER,
    STALE_KNOWLEDGE,
    UNKNOWN_CUSTOMER,
    LEFT_SEGMENT,
    EXIT_EXPRESSION,
    ONLY_IF,
    NO_CONSENT,
    NO_ADDRESS,
    CAMPAIGN_ARCHIVED,
    MERGED;

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
