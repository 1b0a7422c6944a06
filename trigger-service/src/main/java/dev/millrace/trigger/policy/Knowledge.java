package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What segment-service said about a customer when it was asked for a due send, or that it said nothing. */
public sealed interface Knowledge {

    /** No answer, or one that can't be used. {@code reason} is a short fixed phrase. */
    record Silence(String reason) implements Knowledge {}

    /** Nobody by this id, as of an instant. */
    record Stranger(Instant asOf) implements Knowledge {}

    /**
     * The customer as segment-service knows them.
     *
     * @param id who answered: another one than was asked when the two have been merged
     * @param asOf log time up to which everything stored has been taken into account
     * @param emailConsent the status on record for e-mail; null is unknown
     * @param segments ids of the segments they are in
     * @param expressions what the campaign's expressions gave, by the name they were asked under
     */
    record Customer(
            String id,
            long version,
            Instant asOf,
            ObjectNode traits,
            @Nullable String emailConsent,
            boolean openTrackingConsent,
            Set<String> segments,
            Map<String, Truth> expressions,
            ObjectNode cart,
            ObjectNode orders)
            implements Knowledge {

        public Customer {
            segments = Set.copyOf(segments);
            expressions = Map.copyOf(expressions);
        }

        @Override
        public String toString() {
            return "Customer[" + id + " as of " + asOf + "]";
        }
    }
}
