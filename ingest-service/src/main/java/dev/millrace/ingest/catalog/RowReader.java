package dev.millrace.ingest.catalog;

import dev.millrace.contract.CatalogProduct;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a product from the fields of a row, by our names or by those of the feeds that shops have already
 * ({@code title}, {@code link}, {@code image_link}, {@code availability}, a price with its currency behind it).
 */
final class RowReader {

    private static final int MAX_TEXT = 500;
    private static final int MAX_URL = 2_000;
    private static final Pattern PRICE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)(?:\\s*([A-Za-z]{3}))?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");
    private static final Set<String> IN_STOCK =
            Set.of("true", "yes", "in stock", "in_stock", "instock", "preorder", "backorder", "available");
    private static final Set<String> OUT_OF_STOCK =
            Set.of("false", "no", "out of stock", "out_of_stock", "outofstock", "sold out", "discontinued");

    private final Instant now;

    RowReader(Instant now) {
        this.now = now;
    }

    /** A row can't be taken; the message says why. */
    static final class BadRow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadRow(String message) {
            super(message, null, false, false);
        }
    }

    FeedRow read(Map<String, String> row) {
        @Nullable String id = first(row, "id", "product_id", "sku");
        if (id == null || id.length() > CatalogProduct.MAX_ID_LENGTH) {
            throw new BadRow(
                    "id is missing or too long, expected 1 to " + CatalogProduct.MAX_ID_LENGTH + " characters");
        }
        if ("true".equalsIgnoreCase(row.get("deleted"))) {
            return new FeedRow.Removed(id);
        }
        @Nullable String name = text(row, "name", "title");
        if (name == null) {
            throw new BadRow("name is missing, expected what people call the product");
        }
        Price price = price(row);
        return new FeedRow.Product(new CatalogProduct(
                id,
                name,
                text(row, "category", "product_type"),
                text(row, "brand", "vendor"),
                price.amount(),
                price.currency(),
                url(row, "url", "link"),
                url(row, "image_url", "imageurl", "image_link", "image"),
                inStock(row),
                now));
    }

    private record Price(@Nullable BigDecimal amount, @Nullable String currency) {}

    private static Price price(Map<String, String> row) {
        @Nullable String told = first(row, "price");
        @Nullable String currency = first(row, "currency");
        if (told == null) {
            return new Price(null, null);
        }
        Matcher matcher = PRICE.matcher(told);
        if (!matcher.matches()) {
            throw new BadRow("price is not an amount, expected a decimal like 59.80 or 59.80 EUR");
        }
        @Nullable String behind = matcher.group(2);
        String code = behind != null ? behind : currency == null ? "" : currency;
        String upper = code.toUpperCase(Locale.ROOT);
        if (!upper.isEmpty() && !CURRENCY.matcher(upper).matches()) {
            throw new BadRow("currency is no currency, expected three letters like EUR");
        }
        return new Price(new BigDecimal(matcher.group(1)), upper.isEmpty() ? null : upper);
    }

    /** What does not say can be ordered. */
    private static boolean inStock(Map<String, String> row) {
        @Nullable String told = first(row, "in_stock", "instock", "availability", "stock", "inventory");
        if (told == null) {
            return true;
        }
        String word = told.toLowerCase(Locale.ROOT);
        if (IN_STOCK.contains(word)) {
            return true;
        }
        if (OUT_OF_STOCK.contains(word)) {
            return false;
        }
        if (NUMBER.matcher(word).matches()) {
            return new BigDecimal(word).signum() > 0;
        }
        throw new BadRow("in_stock can't be read, expected true, false or how many there are");
    }

    /** Only what a browser may be led to: an address goes into mails. */
    private static @Nullable String url(Map<String, String> row, String... names) {
        @Nullable String told = first(row, names);
        if (told == null) {
            return null;
        }
        try {
            URI uri = new URI(told);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (told.length() <= MAX_URL && web && uri.getHost() != null) {
                return told;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new BadRow(
                names[0] + " is no address of a page, expected https://… of at most " + MAX_URL + " characters");
    }

    private static @Nullable String text(Map<String, String> row, String... names) {
        @Nullable String told = first(row, names);
        if (told != null && told.length() > MAX_TEXT) {
            throw new BadRow(names[0] + " has " + told.length() + " characters, expected at most " + MAX_TEXT);
        }
        return told;
    }

    private static @Nullable String first(Map<String, String> row, String... names) {
        for (String name : names) {
            String told = row.get(name);
            if (told != null && !told.isBlank()) {
                return told.strip();
            }
        }
        return null;
    }
}
