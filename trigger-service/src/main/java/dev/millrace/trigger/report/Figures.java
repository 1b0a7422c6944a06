package dev.millrace.trigger.report;

import java.util.Optional;
import java.util.Set;

/** The names under which things are counted. The view {@code report_row} uses the same. */
public final class Figures {

    public static final String ENTERED = "entered";
    public static final String WAITING = "waiting";
    public static final String COMPLETED = "completed";
    public static final String EXITED = "exited:";

    public static final String REQUESTED = "requested";
    public static final String REVOKED = "revoked";
    public static final String HELD = "held:";
    public static final String DEFERRED = "deferred:";
    public static final String EXPIRED = "expired";
    public static final String BRANCHED = "branched:";

    public static final String SENT = "sent";
    public static final String UNTRACKED = "untracked";
    public static final String DELIVERED = "delivered";
    public static final String OPENED = "opened";
    public static final String CLICKED = "clicked";
    public static final String BOUNCED = "bounced";
    public static final String COMPLAINED = "complained";
    public static final String UNSUBSCRIBED = "unsubscribed";
    public static final String NOT_SENT = "not-sent:";
    /** After {@link #OPENED} and {@link #CLICKED}: by something that is not the reader. */
    public static final String MACHINE = ":machine";

    public static final String GOALS = "goals";
    public static final String CONVERTED = "converted";
    public static final String REVENUE = "revenue";
    public static final String UNPRICED = "unpriced";
    public static final String REACHED = "reached";
    public static final String REACHED_REVENUE = "reached-revenue";
    public static final String REACHED_SQUARES = "reached-squares";

    /** What subjects are compared by: counted once more for each variant. */
    public static final Set<String> OF_SUBJECTS = Set.of(SENT, UNTRACKED, OPENED, CLICKED, UNSUBSCRIBED);

    private static final String UNDER = "@";

    private Figures() {}

    /** A figure of the messages that had a variant's subject. */
    public static String under(String variant, String figure) {
        return figure + UNDER + variant;
    }

    /** The variant of such a figure; empty for others. */
    static Optional<String> variant(String figure) {
        int at = figure.indexOf(UNDER);
        return at < 0 ? Optional.empty() : Optional.of(figure.substring(at + 1));
    }

    /** Where an enrolment waits, as a step. Its version's program says which one that is. */
    public static String place(int position) {
        return "#" + position;
    }
}
