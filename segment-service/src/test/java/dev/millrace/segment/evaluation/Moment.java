package dev.millrace.segment.evaluation;

import java.math.BigDecimal;
import java.time.Instant;

/** An instant as the oracle computes with it: exact, also between two milliseconds. */
record Moment(BigDecimal millis) {

    static Moment of(Instant instant) {
        return new Moment(BigDecimal.valueOf(instant.toEpochMilli()));
    }

    Span minus(Moment other) {
        return new Span(millis.subtract(other.millis));
    }

    Moment plus(Span span) {
        return new Moment(millis.add(span.millis()));
    }
}
