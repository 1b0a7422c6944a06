package dev.millrace.benchmarks;

/** How long to measure. */
public enum Effort {

    /** Long enough to believe the figures. */
    FULL,

    /** Only to see that everything works: the figures mean nothing. */
    QUICK
}
