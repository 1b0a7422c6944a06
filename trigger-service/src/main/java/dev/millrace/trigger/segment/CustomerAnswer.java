package dev.millrace.trigger.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.CustomerId;
import dev.millrace.contract.Json;
import dev.millrace.trigger.policy.Knowledge;
import dev.millrace.trigger.policy.Truth;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one customer of segment-service's answer. One that lacks what a decision needs is silence. */
public final class CustomerAnswer {

    private static final Knowledge UNREADABLE = new Knowledge.Silence("unreadable answer");

    private CustomerAnswer() {}

    public static Knowledge read(JsonNode customer) {
        try {
            Instant asOf = Instant.parse(customer.path("asOf").asText());
            if (!customer.path("known").asBoolean(true)) {
                return new Knowledge.Stranger(asOf);
            }
            return new Knowledge.Customer(
                    CustomerId.of(customer.path("id").asText()).value(),
                    customer.path("version").asLong(),
                    asOf,
                    object(customer.path("traits")),
                    ConsentAnswer.read(customer.path("consent")),
                    segments(customer.path("memberships")),
                    expressions(customer.path("expressions")),
                    object(customer.path("cart")),
                    object(customer.path("orders")),
                    object(customer.path("products")),
                    about(customer.path("about")),
                    object(customer.path("nearestStore")),
                    instant(customer.path("firstSeen")),
                    lastEvents(customer.path("events")));
        } catch (DateTimeException | IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    private static Knowledge.@Nullable Product about(JsonNode product) {
        return product.isObject()
                ? new Knowledge.Product(
                        product.path("id").asText(), product.path("gone").asBoolean(), object(product.path("product")))
                : null;
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : Json.object();
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.textValue()) : null;
    }

    private static Map<String, Instant> lastEvents(JsonNode events) {
        Map<String, Instant> last = new HashMap<>();
        events.properties().forEach(event -> {
            Instant at = instant(event.getValue().path("last"));
            if (at != null) {
                last.put(event.getKey(), at);
            }
        });
        return last;
    }

    private static Set<String> segments(JsonNode memberships) {
        Set<String> segments = new HashSet<>();
        memberships.forEach(
                membership -> segments.add(membership.path("segment").asText()));
        return segments;
    }

    private static Map<String, Truth> expressions(JsonNode expressions) {
        Map<String, Truth> truths = new HashMap<>();
        expressions.fields().forEachRemaining(field -> Truth.parse(
                        field.getValue().path("holds").asText())
                .ifPresent(truth -> truths.put(field.getKey(), truth)));
        return truths;
    }
}
