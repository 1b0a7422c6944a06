package dev.millrace.segment.evaluation;

import java.util.List;

/**
 * {@code and}, {@code or}. A join is certain as long as what decides it is: an {@code and} that fails lasts as long as the
 * most lasting part that fails; one that holds ends with its first part.
 *
 * @param deciding the truth with which one part decides: no for {@code and}, yes for {@code or}
 */
record Joining(List<Condition> parts, Truth deciding) implements Condition {

    @Override
    public Answer answer(Subject subject, long at) {
        Join join = new Join(deciding);
        for (int i = 0; i < parts.size() && !join.isDecidedUntil(subject.horizon()); i++) {
            join.add(parts.get(i).answer(subject, at));
        }
        return join.answer();
    }

    /** Collects the answers of the parts. */
    static final class Join {

        private final Truth deciding;
        private boolean isDecided;
        private boolean hasUnknown;
        private long decidedUntil;
        private long earliest = Answer.NEVER;

        Join(Truth deciding) {
            this.deciding = deciding;
        }

        void add(Answer answer) {
            if (answer.truth() == deciding) {
                isDecided = true;
                decidedUntil = Math.max(decidedUntil, answer.until());
            }
            hasUnknown |= answer.truth() == Truth.UNKNOWN;
            earliest = Math.min(earliest, answer.until());
        }

        /** Whether no other part can change the answer before that. */
        boolean isDecidedUntil(long horizon) {
            return isDecided && decidedUntil >= horizon;
        }

        Answer answer() {
            if (isDecided) {
                return Answer.of(deciding, decidedUntil);
            }
            return Answer.of(hasUnknown ? Truth.UNKNOWN : deciding.negated(), earliest);
        }
    }
}
