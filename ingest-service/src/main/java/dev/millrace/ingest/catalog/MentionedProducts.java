package dev.millrace.ingest.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.ShopEvent;
import dev.millrace.ingest.tracking.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Products that events mention and that may be learnt: only of what the shop's servers say, for a browser's key is public and
 * what it says must not get into mails. A price is taken only from what shows the product, not from an order, where it may be
 * less a discount. What was mentioned lately in the same words is passed over, and at little cost what was looked at seconds
 * ago, for of a product that is known little changes. Bounded; safe for threads.
 */
public final class MentionedProducts {

    private static final int MOST_WAITING = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(5);
    private static final Set<String> WITH_PRICE =
            Set.of("Product Viewed", "Product Clicked", "Product Added", "Product List Viewed");
    private static final Set<String> WITHOUT_PRICE =
            Set.of("Cart Viewed", "Checkout Started", "Order Placed", "Order Completed");
    private static final List<String> FIELDS = List.of("product_id", "name", "category", "brand", "url", "image_url");

    private final boolean learn;
    private final Map<String, Seen> remembered = new ConcurrentHashMap<>();
    private final Map<String, CatalogProduct> waiting = new LinkedHashMap<>();

    /** @param learn false: nothing is ever mentioned */
    public MentionedProducts(boolean learn) {
        this.learn = learn;
    }

    /**
     * What was said of a product.
     *
     * @param at when it was said first in these words
     * @param lookedAt when it was looked at last
     */
    private record Seen(int words, boolean priced, Instant at, Instant lookedAt) {}

    /** What these events say of products beyond what others said lately. */
    public List<CatalogProduct> in(List<Reading.Accepted> accepted) {
        List<CatalogProduct> found = new ArrayList<>();
        for (Reading.Accepted one : accepted) {
            ShopEvent event = one.event();
            if (learn && event.trust() == ShopEvent.Trust.SERVER && !event.historical()) {
                boolean withPrice = WITH_PRICE.contains(event.name());
                if (withPrice || WITHOUT_PRICE.contains(event.name())) {
                    collect(event, withPrice, found);
                }
            }
        }
        return found;
    }

    /** Keeps for later what was found in events that are stored now. */
    public synchronized void note(List<CatalogProduct> found) {
        for (CatalogProduct product : found) {
            if (waiting.size() < MOST_WAITING || waiting.containsKey(product.id())) {
                waiting.merge(product.id(), product, LearntProducts::together);
            }
        }
    }

    /** All that waits, which waits no longer. */
    public synchronized List<CatalogProduct> take() {
        List<CatalogProduct> taken = List.copyOf(waiting.values());
        waiting.clear();
        return taken;
    }

    private void collect(ShopEvent event, boolean withPrice, List<CatalogProduct> found) {
        JsonNode properties = event.properties();
        String currency = properties.path("currency").asText("");
        read(properties, currency, withPrice, event.receivedAt(), found);
        for (JsonNode line : properties.path("products")) {
            read(line, currency, withPrice, event.receivedAt(), found);
        }
    }

    private void read(JsonNode line, String currency, boolean withPrice, Instant now, List<CatalogProduct> found) {
        String id = line.path("product_id").asText("");
        if (id.isBlank() || !line.path("name").isTextual() || isRemembered(id, line, withPrice, now)) {
            return;
        }
        Map<String, String> row = new HashMap<>();
        FIELDS.forEach(field -> put(row, field, line.path(field)));
        if (withPrice) {
            put(row, "price", line.path("price"));
            row.put("currency", line.path("currency").asText(currency));
        }
        try {
            if (new RowReader(now).read(row) instanceof FeedRow.Product told) {
                found.add(LearntProducts.together(told.product(), told.product()));
            }
        } catch (RowReader.BadRow e) {
            // what a feed could not say is not learnt either
            return;
        }
    }

    private boolean isRemembered(String id, JsonNode line, boolean withPrice, Instant now) {
        Seen before = remembered.get(id);
        if (before != null && (before.priced || !withPrice) && now.isBefore(before.lookedAt.plus(LOOKED_AT_EVERY))) {
            return true;
        }
        int words = words(line, withPrice);
        if (before != null && before.words == words && now.isBefore(before.at.plus(REMEMBERED))) {
            remembered.put(id, new Seen(words, withPrice, before.at, now));
            return true;
        }
        if (before == null && remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(id, new Seen(words, withPrice, now, now));
        return false;
    }

    private static int words(JsonNode line, boolean withPrice) {
        int words = withPrice
                ? line.path("price").hashCode() * 31 + line.path("currency").hashCode()
                : 0;
        for (String field : FIELDS) {
            words = words * 31 + line.path(field).hashCode();
        }
        return words;
    }

    private static void put(Map<String, String> row, String field, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            row.put(field, value.asText());
        }
    }
}
