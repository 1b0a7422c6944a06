package dev.millrace.trigger.campaign;

import java.time.Duration;

/** One step of a campaign. Its name is its kind and its place counted from 1, such as {@code send-1}. */
public sealed interface Step {

    String name();

    /** Requests one message from a template. */
    record Send(String name, String template) implements Step {}

    /** Lets time pass, counted from the instant at which the step before it was decided. */
    record Wait(String name, Duration duration) implements Step {}
}
