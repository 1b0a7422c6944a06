package dev.millrace.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.ShopEvent;
import dev.millrace.segment.customer.CustomerEvent;
import dev.millrace.segment.customer.EventName;
import dev.millrace.segment.rule.Operand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cart after the events up to an instant, one after the other; an order empties it. */
final class OracleCart {

    private static final List<String> STAGES = List.of("cart", "checkout", "shipping", "payment");

    private record Line(long quantity, BigDecimal price) {}

    private record Contents(Map<String, Line> lines, int stage, Optional<Instant> updated, Instant ordered) {

        Contents at(int reached, Instant instant) {
            return new Contents(lines, Math.max(stage, reached), Optional.of(instant), ordered);
        }
    }

    private final List<ShopEvent> events;

    OracleCart(List<CustomerEvent> history) {
        this.events = history.stream()
                .filter(event -> event instanceof CustomerEvent.AtShop)
                .map(event -> ((CustomerEvent.AtShop) event).event())
                .sorted(Comparator.comparing(ShopEvent::timestamp))
                .toList();
    }

    Optional<Object> part(Operand.CartField.Part part, Instant now) {
        Contents cart = new Contents(new TreeMap<>(), 0, Optional.empty(), Instant.MIN);
        for (ShopEvent event : events) {
            if (!event.timestamp().isAfter(now)) {
                cart = after(cart, EventName.snakeCase(event.name()), event.properties(), event.timestamp());
            }
        }
        return switch (part) {
            case COUNT ->
                Optional.of(BigDecimal.valueOf(
                        cart.lines().values().stream().mapToLong(Line::quantity).sum()));
            case ITEMS -> Optional.of(BigDecimal.valueOf(cart.lines().size()));
            case VALUE ->
                Optional.of(cart.lines().values().stream()
                        .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
            case STAGE -> cart.lines().isEmpty() ? Optional.empty() : Optional.of(STAGES.get(cart.stage()));
            case UPDATED -> cart.updated().map(Moment::of);
        };
    }

    private static Contents after(Contents cart, String name, JsonNode properties, Instant at) {
        boolean isOver = !at.isAfter(cart.ordered());
        return switch (name) {
            case "order_completed" -> new Contents(new TreeMap<>(), 0, cart.updated(), at);
            case "product_added" ->
                isOver ? cart.at(0, at) : added(cart, properties).at(0, at);
            case "product_removed" ->
                isOver || cart.lines().containsKey(id(properties))
                        ? removed(cart, properties, isOver).at(0, at)
                        : cart;
            case "checkout_started" -> isOver ? cart : cart.at(1, at);
            case "checkout_step_completed" -> isOver ? cart : cart.at(2, at);
            case "payment_info_entered" -> isOver ? cart : cart.at(3, at);
            default -> cart;
        };
    }

    private static Contents added(Contents cart, JsonNode product) {
        Map<String, Line> lines = new TreeMap<>(cart.lines());
        Line known = lines.get(id(product));
        BigDecimal price = known == null
                ? Told.value(product.path("price")).flatMap(Told::number).orElse(BigDecimal.ZERO)
                : known.price();
        lines.put(id(product), new Line((known == null ? 0 : known.quantity()) + quantity(product), price));
        return new Contents(lines, cart.stage(), cart.updated(), cart.ordered());
    }

    private static Contents removed(Contents cart, JsonNode product, boolean isOver) {
        Map<String, Line> lines = new TreeMap<>(cart.lines());
        Line known = lines.remove(id(product));
        long left = isOver || known == null || !product.has("quantity") ? 0 : known.quantity() - quantity(product);
        if (known != null && left > 0) {
            lines.put(id(product), new Line(left, known.price()));
        }
        return new Contents(lines, cart.stage(), cart.updated(), cart.ordered());
    }

    private static String id(JsonNode product) {
        return product.path("product_id").asText();
    }

    private static long quantity(JsonNode product) {
        return product.path("quantity").asLong(1);
    }
}
