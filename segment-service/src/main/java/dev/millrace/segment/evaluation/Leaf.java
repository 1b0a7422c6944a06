package dev.millrace.segment.evaluation;

/** A condition without parts. Follows the pieces of its values until its truth really changes, or nobody asks any more. */
interface Leaf extends Condition {

    int MAX_PIECES = 64;

    /** The truth at an instant, and until when at least it is that. */
    Answer piece(Subject subject, long at);

    @Override
    default Answer answer(Subject subject, long at) {
        Answer first = piece(subject, at);
        long until = first.until();
        for (int pieces = 1; until < subject.horizon() && pieces < MAX_PIECES; pieces++) {
            Answer next = piece(subject, until);
            if (next.truth() != first.truth()) {
                return first.lasting(until);
            }
            until = next.until();
        }
        return first.lasting(until);
    }
}
