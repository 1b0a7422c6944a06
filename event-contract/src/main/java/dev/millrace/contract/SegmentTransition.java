package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer entered or left a segment: the public segment-change topic {@code segments.transitions}, keyed by
 * {@link #customer}. Carries no contact data.
 *
 * @param id the same for the same transition, however often it is computed
 * @param version the version of the segment's definition that decided
 * @param at the instant the rule flipped
 * @param decidedAt log time when it was decided
 * @param causeEvent the id of the event that caused it, when one did
 * @param sequence counts a customer's transitions from 1 without gaps
 * @param because each leaf of the rule with its value: enough to explain the decision
 */
public record SegmentTransition(
        String id,
        Kind kind,
        CustomerId customer,
        @Nullable String userId,
        String segment,
        int version,
        Instant at,
        Instant decidedAt,
        Cause cause,
        @Nullable String causeEvent,
        long sequence,
        List<Because> because) {

    public enum Kind {
        @JsonProperty("entered")
        ENTERED,
        @JsonProperty("exited")
        EXITED,
        @JsonProperty("occurred")
        OCCURRED
    }

    /** Why membership changed. Only {@link #EVENT}, {@link #LATE_EVENT} and {@link #TIME} start campaigns by default. */
    public enum Cause {
        @JsonProperty("event")
        EVENT,
        @JsonProperty("late-event")
        LATE_EVENT,
        @JsonProperty("time")
        TIME,
        @JsonProperty("import")
        IMPORT,
        @JsonProperty("definition")
        DEFINITION,
        @JsonProperty("population")
        POPULATION,
        @JsonProperty("merge")
        MERGE,
        @JsonProperty("erasure")
        ERASURE
    }

    /** One leaf of a rule, as its text in the segment language, and the value it had. */
    public record Because(String expression, String value) {}

    public SegmentTransition {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(customer, "customer");
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(decidedAt, "decidedAt");
        Objects.requireNonNull(cause, "cause");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequences count from 1");
        }
        because = because == null ? List.of() : List.copyOf(because);
    }
}
