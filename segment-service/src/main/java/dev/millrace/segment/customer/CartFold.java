package dev.millrace.segment.customer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an event changes the cart: the commerce events of the tracking API, by name in snake case. */
final class CartFold {

    private static final Set<String> CHANGES = Set.of("product_added", "product_removed");

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);
    private static final long MAX_QUANTITY = 1_000_000;

    private static final Set<String> CONCERNS = Set.of(
            "product_added",
            "product_removed",
            "cart_viewed",
            "checkout_started",
            "checkout_step_viewed",
            "checkout_step_completed",
            "payment_info_entered",
            "order_placed",
            "order_completed");

    private CartFold() {}

    /** Whether an event of that name can change a cart. */
    static boolean concerns(String name) {
        return CONCERNS.contains(name);
    }

    static Cart apply(Cart cart, EventFacts event, Instant at) {
        String name = event.name();
        JsonNode properties = event.properties();
        if (name.equals("order_completed")) {
            return withoutBought(cart.clearedBy(at), properties.path("products"), at);
        }
        if (cart.isOver(at)) {
            return CHANGES.contains(name) ? cart.touched(at) : cart;
        }
        return switch (name) {
            case "product_added" -> added(cart, event, at);
            case "product_removed" -> removed(cart, properties, at);
            case "cart_viewed" -> replaced(cart, event, at);
            case "checkout_started" -> replaced(cart, event, at).at(Cart.Stage.CHECKOUT, at);
            case "checkout_step_viewed" -> cart.at(Cart.Stage.CHECKOUT, at);
            case "checkout_step_completed" -> cart.at(Cart.Stage.SHIPPING, at);
            case "payment_info_entered", "order_placed" -> cart.at(Cart.Stage.PAYMENT, at);
            default -> cart;
        };
    }

    /** The shop's clock and the browser's differ: what was bought is no longer in the cart, though put in "after" the order. */
    private static Cart withoutBought(Cart cart, JsonNode products, Instant order) {
        SortedMap<String, Cart.Item> left = new TreeMap<>(cart.items());
        for (JsonNode product : products) {
            String id = productId(product);
            Cart.Item item = id == null ? null : left.get(id);
            if (item != null && item.at().isBefore(order.plus(CLOCKS_DIFFER))) {
                left.remove(item.productId());
            }
        }
        return left.size() == cart.items().size() ? cart : cart.without(left);
    }

    private static Cart added(Cart cart, EventFacts event, Instant at) {
        Cart.Item item = item(event, event.properties(), at);
        if (item == null) {
            return cart;
        }
        SortedMap<String, Cart.Item> items = new TreeMap<>(cart.items());
        Cart.Item known = items.get(item.productId());
        if (known != null) {
            long together = Math.min(MAX_QUANTITY, known.quantity() + item.quantity());
            items.put(item.productId(), known.withQuantity(together, at));
        } else if (items.size() < Cart.MAX_ITEMS) {
            items.put(item.productId(), item);
        }
        return cart.with(items, at);
    }

    private static Cart removed(Cart cart, JsonNode product, Instant at) {
        String id = productId(product);
        Cart.Item known = id == null ? null : cart.items().get(id);
        if (id == null || known == null) {
            return cart;
        }
        SortedMap<String, Cart.Item> items = new TreeMap<>(cart.items());
        long left = product.has("quantity") ? known.quantity() - quantity(product) : 0;
        if (left > 0) {
            items.put(id, known.withQuantity(left, at));
        } else {
            items.remove(id);
        }
        return cart.with(items, at);
    }

    private static Cart replaced(Cart cart, EventFacts event, Instant at) {
        JsonNode products = event.properties().get(EventFacts.LINES);
        if (products == null || !products.isArray()) {
            return cart;
        }
        SortedMap<String, Cart.Item> items = new TreeMap<>(cart.items());
        items.values().removeIf(item -> !item.at().isAfter(at));
        for (JsonNode product : products) {
            Cart.Item item = item(event, product, at);
            if (item != null && items.size() < Cart.MAX_ITEMS) {
                items.putIfAbsent(item.productId(), item);
            }
        }
        boolean asBefore = sameQuantities(items, cart.items());
        return asBefore ? cart : cart.with(items, at);
    }

    /** Looking at a cart is no change of it: an abandoned cart stays abandoned while its owner looks. */
    private static boolean sameQuantities(SortedMap<String, Cart.Item> some, SortedMap<String, Cart.Item> other) {
        return some.keySet().equals(other.keySet())
                && some.values().stream().allMatch(item -> item.quantity() == quantityOf(other.get(item.productId())));
    }

    private static long quantityOf(Cart.@Nullable Item item) {
        return item == null ? 0 : item.quantity();
    }

    private static Cart.@Nullable Item item(EventFacts event, JsonNode product, Instant at) {
        String id = productId(product);
        String currency = Fold.text(product, "currency");
        if (id == null) {
            return null;
        }
        return new Cart.Item(
                id,
                Fold.text(product, "name"),
                Fold.decimal(product.get("price")),
                currency == null ? Fold.text(event.properties(), "currency") : currency,
                event.conversion().rate(event.properties(), product),
                quantity(product),
                Fold.text(product, "image_url"),
                Fold.text(product, "url"),
                at);
    }

    private static @Nullable String productId(JsonNode product) {
        String id = Fold.text(product, "product_id");
        return id == null ? Fold.text(product, "sku") : id;
    }

    private static long quantity(JsonNode product) {
        JsonNode quantity = product.get("quantity");
        return quantity == null ? 1 : Math.max(1, Math.min(MAX_QUANTITY, quantity.asLong(1)));
    }
}
