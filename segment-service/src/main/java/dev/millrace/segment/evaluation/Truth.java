package dev.millrace.segment.evaluation;

/** Kleene's three values. What depends on missing data is unknown, and unknown selects nobody. */
public enum Truth {
    YES,
    NO,
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? YES : NO;
    }

    Truth negated() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
