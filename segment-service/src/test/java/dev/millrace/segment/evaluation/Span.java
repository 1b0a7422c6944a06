package dev.millrace.segment.evaluation;

import java.math.BigDecimal;

/** A duration as the oracle computes with it: exact, also between two milliseconds. */
record Span(BigDecimal millis) {

    Span negated() {
        return new Span(millis.negate());
    }
}
