package dev.millrace.trigger.campaign;

import java.time.Duration;

/** Whether a customer who went through a campaign may start it again. At most one enrolment lives at a time anyway. */
public sealed interface Reentry {

    record Never() implements Reentry {}

    record Always() implements Reentry {}

    /** Again once this long has passed since the last start. */
    record After(Duration duration) implements Reentry {}
}
