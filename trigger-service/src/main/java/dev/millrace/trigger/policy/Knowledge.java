package dev.millrace.trigger.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import dev.millrace.trigger.policy.consent.ConsentStatement;
import java.time.Instant;
import java.util.HashMap;
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
     * A product of the shop.
     *
     * @param gone whether it can't be ordered any more; what the catalogue never had is not gone
     * @param entry as the catalogue has it; empty if it does not
     */
    record Product(String id, boolean gone, ObjectNode entry) {}

    /**
     * The customer as segment-service knows them.
     *
     * @param id who answered: another one than was asked when the two have been merged
     * @param asOf log time up to which everything stored has been taken into account
     * @param consents by channel, what was last said; a channel that is absent is unknown
     * @param segments ids of the segments they are in
     * @param expressions what the campaign's expressions gave, by the name they were asked under
     * @param products to offer them, by kind, as far as they were asked for
     * @param about a product that it was asked about; null if none was
     * @param nearestStore to where they are; empty if there is none, or that is not known
     * @param firstSeen null if the answer does not say
     * @param lastEvents when each kind of event happened last, by its name in snake case
     */
    record Customer(
            String id,
            long version,
            Instant asOf,
            ObjectNode traits,
            Map<String, ConsentStatement> consents,
            Set<String> segments,
            Map<String, Truth> expressions,
            ObjectNode cart,
            ObjectNode orders,
            ObjectNode products,
            @Nullable Product about,
            ObjectNode nearestStore,
            @Nullable Instant firstSeen,
            Map<String, Instant> lastEvents)
            implements Knowledge {

        private static final String OPEN_TRACKING = "open_tracking";

        public Customer {
            consents = Map.copyOf(consents);
            segments = Set.copyOf(segments);
            expressions = Map.copyOf(expressions);
            lastEvents = Map.copyOf(lastEvents);
        }

        /** With no more of consent than its status, and nothing of the past. */
        public Customer(
                String id,
                long version,
                Instant asOf,
                ObjectNode traits,
                @Nullable String emailConsent,
                boolean openTrackingConsent,
                Set<String> segments,
                Map<String, Truth> expressions,
                ObjectNode cart,
                ObjectNode orders) {
            this(
                    id,
                    version,
                    asOf,
                    traits,
                    stated(emailConsent, openTrackingConsent),
                    segments,
                    expressions,
                    cart,
                    orders,
                    Json.object(),
                    null,
                    Json.object(),
                    null,
                    Map.of());
        }

        public Customer withExpressions(Map<String, Truth> truths) {
            return new Customer(
                    id,
                    version,
                    asOf,
                    traits,
                    consents,
                    segments,
                    truths,
                    cart,
                    orders,
                    products,
                    about,
                    nearestStore,
                    firstSeen,
                    lastEvents);
        }

        /** As if the same were known at another instant, but for the segments. */
        public Customer asOf(Instant instant, Set<String> then) {
            return new Customer(
                    id,
                    version,
                    instant,
                    traits,
                    consents,
                    then,
                    expressions,
                    cart,
                    orders,
                    products,
                    about,
                    nearestStore,
                    firstSeen,
                    lastEvents);
        }

        /** What was last said of e-mail; null is unknown. */
        public @Nullable ConsentStatement emailStatement() {
            return consents.get(ConsentStatement.EMAIL);
        }

        public @Nullable String emailConsent() {
            ConsentStatement said = emailStatement();
            return said == null ? null : said.status();
        }

        public boolean openTrackingConsent() {
            ConsentStatement said = consents.get(OPEN_TRACKING);
            return said != null && said.isSubscribed();
        }

        private static Map<String, ConsentStatement> stated(@Nullable String email, boolean openTracking) {
            Map<String, ConsentStatement> stated = new HashMap<>();
            if (email != null) {
                stated.put(ConsentStatement.EMAIL, ConsentStatement.of(ConsentStatement.EMAIL, email));
            }
            if (openTracking) {
                stated.put(OPEN_TRACKING, ConsentStatement.of(OPEN_TRACKING, ConsentStatement.SUBSCRIBED));
            }
            return stated;
        }

        @Override
        public String toString() {
            return "Customer[" + id + " as of " + asOf + "]";
        }
    }
}
