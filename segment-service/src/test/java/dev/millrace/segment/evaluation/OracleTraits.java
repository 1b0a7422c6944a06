package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the customer is known to be and to have permitted: the newest statement wins. */
final class OracleTraits {

    private static final List<String> PERMITTING = List.of("unsubscribed", "pending", "subscribed");

    private record Statement(Instant at, String status) {}

    private final List<ShopEvent> events;
    private final ZoneId otherwise;

    /**
     * @param otherwise the zone of customers who have said none
     */
    OracleTraits(List<CustomerEvent> history, ZoneId otherwise) {
        this.otherwise = otherwise;
        this.events = history.stream()
                .filter(event -> event instanceof CustomerEvent.AtShop)
                .map(event -> ((CustomerEvent.AtShop) event).event())
                .sorted(Comparator.comparing(ShopEvent::timestamp))
                .toList();
    }

    /** Of two statements at the same instant the one of the greater text. */
    Optional<Object> trait(String name, Instant now) {
        JsonNode newest = MissingNode.getInstance();
        Instant newestAt = Instant.MIN;
        for (ShopEvent event : events) {
            Map<String, JsonNode> said = new TreeMap<>();
            event.traits().properties().forEach(trait -> flatten(trait.getKey(), trait.getValue(), said));
            JsonNode value = said.get(name);
            boolean tied = event.timestamp().equals(newestAt);
            if (value != null
                    && !event.timestamp().isAfter(now)
                    && (!tied || text(value).compareTo(text(newest)) >= 0)) {
                newest = value;
                newestAt = event.timestamp();
            }
        }
        if (newest.isArray() && !newest.isEmpty()) {
            List<Object> elements = new ArrayList<>();
            newest.forEach(element -> elements.add(element.asText()));
            return Optional.of(elements);
        }
        return newest.isTextual()
                ? Optional.<Object>of(newest.textValue()).filter(text -> !text.equals(""))
                : Told.value(newest);
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        }
        return value.isNull() ? "" : value.asText();
    }

    ZoneId zone(Instant now) {
        try {
            return trait("timezone", now)
                    .filter(String.class::isInstance)
                    .map(zone -> ZoneId.of((String) zone))
                    .orElse(otherwise);
        } catch (DateTimeException noZone) {
            return otherwise;
        }
    }

    /** Of two statements at the same instant the one that permits less. */
    Optional<Object> consent(String channel, Instant now) {
        return events.stream()
                .filter(event -> !event.timestamp().isAfter(now))
                .flatMap(event ->
                        statements(event, channel).stream().map(status -> new Statement(event.timestamp(), status)))
                .max(Comparator.comparing(Statement::at)
                        .thenComparing(statement -> PERMITTING.indexOf(statement.status()), Comparator.reverseOrder()))
                .map(Statement::status);
    }

    private static List<String> statements(ShopEvent event, String channel) {
        List<String> statements = new ArrayList<>();
        if (event.traits().path("consent").has(channel)) {
            statements.add(event.traits().path("consent").path(channel).asText());
        }
        if (event.name().equals(ShopEvent.CONSENT_UPDATED)
                && event.properties().path("channel").asText().equals(channel)) {
            statements.add(event.properties().path("status").asText());
        }
        return statements;
    }

    private static void flatten(String name, JsonNode value, Map<String, JsonNode> into) {
        if (value.isObject()) {
            value.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(name, value);
        }
    }
}
