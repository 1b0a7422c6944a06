package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.EngagementEvent;
import dev.millrace.contract.Json;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.EventName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events of a customer as rules see them, orders put together from what was told of them. */
final class OracleEvents {

    private static final int MOST_NAMED = 20;

    /**
     * @param name in snake case
     * @param lines of an order, a cart, a list
     * @param paid of an order, its total as things are now; empty if nobody knows
     */
    record Seen(
            String id,
            String name,
            Instant at,
            JsonNode properties,
            JsonNode context,
            List<JsonNode> lines,
            Optional<Object> paid,
            boolean isOrder) {

        static Seen of(String id, String name, Instant at, JsonNode properties, JsonNode context) {
            List<JsonNode> lines = new ArrayList<>();
            properties.path("products").forEach(lines::add);
            return new Seen(id, name, at, properties, context, lines, Optional.empty(), false);
        }

        /** What an aggregate sees: of an order the total that was paid in the end. */
        Optional<Object> value(String path) {
            return isOrder && path.equals("total") ? paid : field(path);
        }

        /** What was told, and what filters see. */
        Optional<Object> field(String path) {
            JsonNode node = path.startsWith("context.") ? context : properties;
            return Told.value(walk(node, path.startsWith("context.") ? path.substring("context.".length()) : path));
        }

        boolean names(Only only) {
            return named(only.dimension(), properties).equals(Optional.of(only.value()))
                    || !linesOf(only).isEmpty();
        }

        List<JsonNode> linesOf(Only only) {
            return lines.stream()
                    .filter(line -> named(only.dimension(), line).equals(Optional.of(only.value())))
                    .toList();
        }
    }

    private final List<Seen> all;
    private final Map<String, List<Seen>> ofAll = new HashMap<>();

    OracleEvents(List<CustomerEvent> history) {
        this.all = history.stream()
                .map(OracleEvents::seen)
                .sorted(Comparator.comparing(Seen::at))
                .toList();
    }

    /** In the order of time. */
    List<Seen> named(String name, Instant now) {
        boolean seesAll = all.isEmpty() || !all.get(all.size() - 1).at().isAfter(now);
        return seesAll ? ofAll.computeIfAbsent(name, it -> find(it, now)) : find(name, now);
    }

    private List<Seen> find(String name, Instant now) {
        return name.equals("order_completed")
                ? OracleOrders.of(until(now))
                : until(now).stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The products, categories or brands that events name, those touched last. */
    Set<String> namedBy(Dimension dimension, Instant now) {
        Map<String, Instant> touched = new HashMap<>();
        for (Seen event : until(now)) {
            Stream.concat(Stream.of(event.properties()), event.lines().stream())
                    .flatMap(node -> named(dimension, node).stream())
                    .forEach(value -> touched.put(value, event.at()));
        }
        return touched.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                .limit(MOST_NAMED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether it was put on last; at the same instant putting on counts. */
    boolean hasTag(String tag, Instant now) {
        return until(now).stream()
                .filter(event -> text(event.properties(), "tag").equals(Optional.of(tag)))
                .filter(event ->
                        event.name().equals("tag_added") || event.name().equals("tag_removed"))
                .max(Comparator.comparing(Seen::at).thenComparing(Seen::name, Comparator.reverseOrder()))
                .map(event -> event.name().equals("tag_added"))
                .orElse(false);
    }

    static Optional<Object> ofLine(JsonNode line, String path) {
        return Told.value(walk(line, path.substring("items.".length())));
    }

    private List<Seen> until(Instant now) {
        return all.stream().filter(event -> !event.at().isAfter(now)).toList();
    }

    private static Optional<String> named(Dimension dimension, JsonNode node) {
        return switch (dimension) {
            case PRODUCT -> text(node, "product_id").or(() -> text(node, "sku"));
            case CATEGORY -> text(node, "category");
            case BRAND -> text(node, "brand");
        };
    }

    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static JsonNode walk(JsonNode node, String path) {
        JsonNode at = node;
        for (String step : path.split("\\.")) {
            at = at.isObject() ? at.path(step) : MissingNode.getInstance();
        }
        return at;
    }

    private static Seen seen(CustomerEvent event) {
        if (event instanceof CustomerEvent.WithMessage message) {
            return seen(message.event());
        }
        ShopEvent shop = ((CustomerEvent.AtShop) event).event();
        return Seen.of(
                shop.id(), EventName.snakeCase(shop.name()), shop.timestamp(), shop.properties(), shop.context());
    }

    private static Seen seen(EngagementEvent event) {
        ObjectNode fields = Json.object()
                .put("machine", event.machine())
                .put("open_tracked", event.openTracked())
                .put("template", event.template())
                .put("campaign", event.campaign())
                .put("url", event.url())
                .put("channel", event.channel());
        return Seen.of(event.id(), event.kind().eventName(), event.at(), fields, Json.object());
    }
}
