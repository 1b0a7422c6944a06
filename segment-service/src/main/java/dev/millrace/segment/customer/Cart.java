package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the customer's cart. An order empties it of all that was put in before the order; what is told of an earlier
 * time afterwards changes nothing.
 *
 * @param items by product id, at most {@value #MAX_ITEMS}
 * @param stage how far the customer has come with what lies in it
 * @param updated the last change by the customer; null if there never was one
 * @param clearedAt the newest order; null if there is none
 */
public record Cart(SortedMap<String, Item> items, Stage stage, @Nullable Instant updated, @Nullable Instant clearedAt) {

    public static final int MAX_ITEMS = 50;
    public static final Cart EMPTY = new Cart(new TreeMap<>(), Stage.CART, null, null);

    /** How far a cart has come, in order; {@link #word()} is its name in the segment language. */
    public enum Stage {
        CART,
        CHECKOUT,
        SHIPPING,
        PAYMENT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A line of the cart.
     *
     * @param price of one piece, as the shop sent it
     * @param currency of the price, as far as the shop said
     * @param rate by which the price is seen in the shop's currency; null if it is in it, 0 if there is none
     */
    public record Item(
            String productId,
            @Nullable String name,
            @Nullable BigDecimal price,
            @Nullable String currency,
            @Nullable BigDecimal rate,
            long quantity,
            @Nullable String imageUrl,
            @Nullable String url,
            Instant at) {

        Item withQuantity(long changed, Instant changedAt) {
            return new Item(
                    productId,
                    name,
                    price,
                    currency,
                    rate,
                    changed,
                    imageUrl,
                    url,
                    changedAt.isAfter(at) ? changedAt : at);
        }
    }

    public Cart {
        items = Collections.unmodifiableSortedMap(items);
    }

    /** Pieces, not lines. */
    public long count() {
        long count = 0;
        for (Item item : items.values()) {
            count += item.quantity();
        }
        return count;
    }

    /** What it costs in the shop's currency, as far as prices are known in it. */
    public BigDecimal value() {
        BigDecimal value = BigDecimal.ZERO;
        for (Item item : items.values()) {
            BigDecimal price = item.price() == null ? null : Conversion.times(item.price(), item.rate());
            value = price == null ? value : value.add(price.multiply(BigDecimal.valueOf(item.quantity())));
        }
        return value;
    }

    /** Of the line that changed last and says one: the customer's own. */
    public @Nullable String currency() {
        return items.values().stream()
                .filter(item -> item.currency() != null)
                .max(Comparator.comparing(Item::at))
                .map(Item::currency)
                .orElse(null);
    }

    /** What the customer sees: what the lines cost that are in the currency of the cart. */
    public BigDecimal shownValue() {
        String shown = currency();
        return items.values().stream()
                .filter(item -> item.price() != null)
                .filter(item -> item.currency() == null || item.currency().equals(shown))
                .map(item -> Objects.requireNonNull(item.price()).multiply(BigDecimal.valueOf(item.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The lines of some products; the rest is as it is. */
    public Cart only(Predicate<String> products) {
        SortedMap<String, Item> left = new TreeMap<>(items);
        left.keySet().removeIf(products.negate());
        return new Cart(left, stage, updated, clearedAt);
    }

    boolean isOver(Instant at) {
        return clearedAt != null && !at.isAfter(clearedAt);
    }

    Cart with(SortedMap<String, Item> changed, Instant at) {
        return new Cart(changed, stage, later(updated, at), clearedAt);
    }

    Cart touched(Instant at) {
        return with(items, at);
    }

    Cart at(Stage reached, Instant at) {
        Stage further = reached.compareTo(stage) > 0 ? reached : stage;
        return new Cart(items, further, later(updated, at), clearedAt);
    }

    Cart clearedBy(Instant order) {
        SortedMap<String, Item> left = new TreeMap<>(items);
        left.values().removeIf(item -> !item.at().isAfter(order));
        return new Cart(left, left.isEmpty() ? Stage.CART : stage, updated, later(clearedAt, order));
    }

    Cart without(SortedMap<String, Item> left) {
        return new Cart(left, left.isEmpty() ? Stage.CART : stage, updated, clearedAt);
    }

    /** Two customers' carts as one: of a product in both the newer line, without what either has ordered since. */
    Cart merge(Cart other) {
        SortedMap<String, Item> both = new TreeMap<>(items);
        other.items.forEach(
                (id, item) -> both.merge(id, item, (some, more) -> more.at().isAfter(some.at()) ? more : some));
        while (both.size() > MAX_ITEMS) {
            both.remove(both.lastKey());
        }
        boolean otherIsNewer = updated == null || other.updated != null && other.updated.isAfter(updated);
        Cart newer = otherIsNewer ? other : this;
        Cart united = new Cart(both, newer.stage, newer.updated, clearedAt);
        Cart cleared = clearedAt == null ? united : united.clearedBy(clearedAt);
        return other.clearedAt == null ? cleared : cleared.clearedBy(other.clearedAt);
    }

    private static Instant later(@Nullable Instant known, Instant at) {
        return known == null || at.isAfter(known) ? at : known;
    }
}
