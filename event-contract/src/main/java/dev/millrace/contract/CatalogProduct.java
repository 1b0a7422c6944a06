package dev.millrace.contract;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A product of the shop, for people to look at, on {@code catalog.products}: one copy to each partition, keyed by {@link #id};
 * a tombstone takes it out.
 *
 * @param id as the product_id of events
 * @param price as decimal text
 * @param inStock whether it can be ordered now
 * @param learnt from what the shop's servers said in events; false: the shop's own feed says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogProduct(
        String id,
        String name,
        @Nullable String category,
        @Nullable String brand,
        @Nullable @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal price,
        @Nullable String currency,
        @Nullable String url,
        @Nullable String imageUrl,
        boolean inStock,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean learnt) {

    public static final int MAX_ID_LENGTH = 200;

    /** As a feed says it. */
    public CatalogProduct(
            String id,
            String name,
            @Nullable String category,
            @Nullable String brand,
            @Nullable BigDecimal price,
            @Nullable String currency,
            @Nullable String url,
            @Nullable String imageUrl,
            boolean inStock,
            Instant updatedAt) {
        this(id, name, category, brand, price, currency, url, imageUrl, inStock, updatedAt, false);
    }

    public CatalogProduct {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(updatedAt, "updatedAt");
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException("a product id has 1 to " + MAX_ID_LENGTH + " characters");
        }
    }
}
