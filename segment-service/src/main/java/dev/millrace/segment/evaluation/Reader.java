package dev.millrace.segment.evaluation;

/** An operand compiled: its value at an instant, and how it goes on from there. */
interface Reader {

    /**
     * @param at in milliseconds
     */
    Curve read(Subject subject, long at);
}
