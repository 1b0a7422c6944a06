package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of segment-service tell each other about identities, on {@code events.moved}: internal. Each message is
 * to one customer id and stands in its partition.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Move.LinkRequested.class, name = "link-requested"),
    @JsonSubTypes.Type(value = Move.StateMoved.class, name = "state-moved"),
    @JsonSubTypes.Type(value = Move.EventForwarded.class, name = "event-forwarded"),
    @JsonSubTypes.Type(value = Move.Repointed.class, name = "repointed"),
    @JsonSubTypes.Type(value = Move.LinkEnded.class, name = "link-ended"),
    @JsonSubTypes.Type(value = Move.EraseRequested.class, name = "erase-requested")
})
public sealed interface Move {

    /** The largest record: a customer of the largest size, as text. */
    int MAX_BYTES = 3 * 1024 * 1024;

    /** To whom: the key of the record. */
    CustomerId customer();

    /** An event named {@code customer} beside {@code to}: it is to lead there from now on. */
    record LinkRequested(CustomerId customer, CustomerId to, Claim claim) implements Move {

        public LinkRequested {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(claim, "claim");
        }
    }

    /**
     * All that is known of {@code path}'s first id goes to {@code customer}.
     *
     * @param path the ids it has come by, in order; none of them keeps it
     * @param record the customer as it was stored, in Base64; null if nothing was known
     * @param timeline the same of the recent past
     * @param rules the fingerprint of the rules by which it was kept
     */
    record StateMoved(
            CustomerId customer,
            List<CustomerId> path,
            Claim claim,
            @Nullable String record,
            @Nullable String timeline,
            long rules)
            implements Move {

        public StateMoved {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(claim, "claim");
            path = requirePath(path);
            requireBase64(record);
            requireBase64(timeline);
        }

        /** Without the customer's record. */
        @Override
        public String toString() {
            return "StateMoved[customer=" + customer + ", path=" + path + "]";
        }
    }

    /**
     * An event of {@code path}'s first id belongs to {@code customer}. It is either of the shop or about a message.
     *
     * @param path the ids it has come by, in order
     * @param origin where in the log it was stored
     */
    record EventForwarded(
            CustomerId customer,
            List<CustomerId> path,
            Origin origin,
            @Nullable ShopEvent event,
            @Nullable EngagementEvent engagement)
            implements Move {

        public EventForwarded {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(origin, "origin");
            path = requirePath(path);
            if ((event == null) == (engagement == null)) {
                throw new IllegalArgumentException("one event is forwarded, of the one kind or the other");
            }
        }

        /** Without what the shop said. */
        @Override
        public String toString() {
            return "EventForwarded[customer=" + customer + ", path=" + path + ", origin=" + origin + "]";
        }
    }

    /** Where in the log an event was stored, and when. */
    record Origin(String topic, int partition, long offset, Instant storedAt) {

        public Origin {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(storedAt, "storedAt");
        }
    }

    /** Whoever still leads from {@code customer} to {@code expected} is to lead to {@code to}, where that one has gone. */
    record Repointed(CustomerId customer, CustomerId expected, CustomerId to) implements Move {

        public Repointed {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(to, "to");
        }
    }

    /** {@code lost} does not lead to {@code customer}, or no longer does: by a better claim it is {@code owner}'s. */
    record LinkEnded(CustomerId customer, CustomerId lost, CustomerId owner, Claim claim) implements Move {

        public LinkEnded {
            Objects.requireNonNull(customer, "customer");
            Objects.requireNonNull(lost, "lost");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(claim, "claim");
        }
    }

    /**
     * All that happened to {@code customer} is to be forgotten.
     *
     * @param aliasOf the names of a person who is erased: then this one is too, while it leads to one of them; none if it is
     *     asked for itself
     * @param upTo what happened up to then; null for when this record is stored
     */
    record EraseRequested(
            CustomerId customer,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CustomerId> aliasOf,
            @Nullable Instant upTo)
            implements Move {

        public EraseRequested {
            Objects.requireNonNull(customer, "customer");
            aliasOf = aliasOf == null ? List.of() : List.copyOf(aliasOf);
        }
    }

    private static List<CustomerId> requirePath(@Nullable List<CustomerId> path) {
        if (path == null || path.isEmpty()) {
            throw new IllegalArgumentException("what moves has come by at least one id");
        }
        return List.copyOf(path);
    }

    private static void requireBase64(@Nullable String bytes) {
        if (bytes != null && Base64.getDecoder().decode(bytes).length == 0) {
            throw new IllegalArgumentException("what moves is not empty");
        }
    }
}
