package dev.millrace.segment.evaluation;

import dev.millrace.segment.rule.Operand;
import dev.millrace.segment.rule.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A window compiled: which entries it sees at an instant.
 *
 * @param length in milliseconds; {@link #WHOLE} for one that doesn't slide
 * @param since the instant after which it sees; null if there is none
 */
record WindowSpan(long length, @Nullable Reader since) {

    static final long WHOLE = Long.MAX_VALUE;
    static final WindowSpan PAST = new WindowSpan(WHOLE, null);

    static WindowSpan of(Window.Sliding window) {
        Duration length = ((Operand.DurationLiteral) Operand.resolved(window.length())).duration();
        return new WindowSpan(length.toMillis(), null);
    }

    boolean slides() {
        return length != WHOLE;
    }

    /** When an entry of that instant leaves. */
    long end(long entry) {
        return slides() ? entry + length : Answer.NEVER;
    }
}
