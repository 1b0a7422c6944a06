package dev.millrace.segment.evaluation;

/** An expression compiled: whether it holds at an instant, and until when. */
interface Condition {

    /**
     * @param at in milliseconds
     */
    Answer answer(Subject subject, long at);
}
