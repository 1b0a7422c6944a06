package dev.millrace.segment.evaluation;

import java.time.Instant;

/**
 * Whether a rule holds, and until when that is certain if nothing else happens: constant from the instant of evaluation up
 * to, and not including, {@link #until}. In whole milliseconds.
 */
public record Verdict(Truth truth, Instant until) {

    /** The last instant in milliseconds: the answer never changes by itself. */
    public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    public boolean holds() {
        return truth == Truth.YES;
    }

    static Verdict of(Answer answer) {
        return new Verdict(
                answer.truth(), answer.until() == Answer.NEVER ? NEVER : Instant.ofEpochMilli(answer.until()));
    }
}
