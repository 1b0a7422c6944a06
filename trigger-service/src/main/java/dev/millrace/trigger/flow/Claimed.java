package dev.millrace.trigger.flow;

import dev.millrace.trigger.journey.Enrolment;

/**
 * An enrolment that is to be decided by whoever has this, as long as it has the version that it had when it was taken: any
 * change and any later claim makes this worthless.
 */
record Claimed(Enrolment.Live live, long version) {}
