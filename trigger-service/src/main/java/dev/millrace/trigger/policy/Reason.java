package dev.millrace.trigger.policy;

import java.util.Locale;

/** Why a step that was due was not simply made. The text is what the API, the decisions and the metrics show. */
public enum Reason {
    NO_ANSWER,
    STALE_KNOWLEDGE,
    UNKNOWN_CUSTOMER,
    LEFT_SEGMENT,
    EXIT_EXPRESSION,
    EXIT_EVENT,
    START_CONDITION,
    HOLD_OUT,
    ONLY_IF,
    /** Nothing of what the message is about can be ordered any more. */
    PRODUCT_GONE,
    /** Nothing permits marketing mail to this address. */
    NO_CONSENT,
    /** It did, until it expired. */
    CONSENT_EXPIRED,
    /** It has to be confirmed first. */
    NOT_CONFIRMED,
    /** It was given for an address that the customer no longer has. */
    OTHER_ADDRESS,
    /** The wording or source of a permission is not on record. */
    NO_PROOF,
    NO_POSTAL_ADDRESS,
    NO_ADDRESS,
    SUPPRESSED,
    UNENGAGED,
    QUIET_HOURS,
    FREQUENCY_CAP,
    /** A slot of the caps is free, and another send goes first. */
    OUTRANKED,
    /** Of what would be sent again: it was opened. */
    OPENED,
    /** Whether it was opened can't be seen. */
    OPENS_NOT_SEEN,
    /** It was not sent the first time. */
    NOT_SENT_BEFORE,
    BROADCAST_CANCELLED,
    /** There is no code left to give. */
    POOL_EMPTY,
    /** The balance does not suffice. */
    NOT_ENOUGH_POINTS,
    CAMPAIGN_ARCHIVED,
    CAMPAIGN_PAUSED,
    NEW_VERSION,
    MERGED;

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
