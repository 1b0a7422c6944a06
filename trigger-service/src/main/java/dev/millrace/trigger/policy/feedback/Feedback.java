package dev.millrace.trigger.policy.feedback;

import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened and concerns later decisions. */
public sealed interface Feedback {

    /** @param message whose link was used; null if it was said elsewhere */
    record Said(ConsentStatement statement, @Nullable String message) implements Feedback {}

    /** The message never left: its slot is free again. */
    record NotSent(String message, String reason, Instant at) implements Feedback {}

    /** A person opened the message, or followed a link in it. */
    record Answered(String message, Instant at) implements Feedback {}

    /** The message can't be delivered. */
    record Bounced(String message, String reason, Instant at) implements Feedback {}

    /** The reader called it spam. */
    record Complained(String message, Instant at) implements Feedback {}
}
