package dev.millrace.trigger.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one call. */
sealed interface Outcome {

    record Delivered() implements Outcome {}

    /**
     * Worth another attempt.
     *
     * @param reason tells nothing of what was sent or answered
     * @param notBefore how long the target asks to be left alone; null if it does not say
     */
    record Failed(String reason, @Nullable Duration notBefore) implements Outcome {}

    /** Would fail each time. */
    record Hopeless(String reason) implements Outcome {}
}
