package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer entered or left a segment, or an event that somebody {@linkplain EventWatch waits for} occurred: the public
 * segment-change topic {@code segments.transitions}, keyed by {@link #customer}. Carries no contact data.
 *
 * @param id the same for the same transition, however often it is computed
 * @param segment the segment's id; of what occurred, the watch's
 * @param version the version of the segment's definition that decided; 1 for a watch
 * @param at the instant the rule flipped
 * @param decidedAt log time when it was decided
 * @param causeEvent the id of the event that caused it, when one did
 * @param sequence counts a customer's transitions from 1 without gaps
 * @param because each leaf of the rule with its value: enough to explain the decision
 * @param occurrence what occurred, when something did
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
        List<Because> because,
        @Nullable Occurrence occurrence) {

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

    /**
     * The event that somebody waited for.
     *
     * @param event in snake case
     * @param properties those that the watch names and the event has
     * @param orderTotal of an event about an order, as it told it
     */
    public record Occurrence(
            String event,
            ObjectNode properties,
            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable BigDecimal orderTotal,
            @Nullable String currency) {

        public Occurrence {
            Objects.requireNonNull(event, "event");
            properties = properties == null ? Json.object() : Json.copyOf(properties);
        }
    }

    /** Of a segment. */
    public SegmentTransition(
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
        this(id, kind, customer, userId, segment, version, at, decidedAt, cause, causeEvent, sequence, because, null);
    }

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
        if ((kind == Kind.OCCURRED) != (occurrence != null)) {
            throw new IllegalArgumentException("what occurred is told of kind occurred, and of no other");
        }
        because = because == null ? List.of() : List.copyOf(because);
    }
}
