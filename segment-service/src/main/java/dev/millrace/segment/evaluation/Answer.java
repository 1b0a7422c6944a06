package dev.millrace.segment.evaluation;

/**
 * A {@link Verdict} in milliseconds, as conditions pass it on.
 *
 * @param until {@link #NEVER} if the truth doesn't change by itself
 */
record Answer(Truth truth, long until) {

    static final long NEVER = Long.MAX_VALUE;

    private static final Answer YES = new Answer(Truth.YES, NEVER);
    private static final Answer NO = new Answer(Truth.NO, NEVER);
    static final Answer UNKNOWN = new Answer(Truth.UNKNOWN, NEVER);

    static Answer always(boolean holds) {
        return holds ? YES : NO;
    }

    static Answer of(Truth truth, long until) {
        if (until != NEVER) {
            return new Answer(truth, until);
        }
        return truth == Truth.UNKNOWN ? UNKNOWN : always(truth == Truth.YES);
    }

    Answer lasting(long end) {
        return end == until ? this : of(truth, end);
    }

    Answer negated() {
        return of(truth.negated(), until);
    }
}
