package dev.millrace.trigger.journey;

import java.util.Locale;

/** Whether an `entered` transition starts a campaign. */
public sealed interface Start {

    record Enrolled(Enrolment.Live enrolment) implements Start {}

    record Refused(Why why) implements Start {}

    /** Why it does not; counted by this text. */
    enum Why {
        CAUSE,
        TOO_LATE,
        ALREADY_LIVE,
        REENTRY;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
