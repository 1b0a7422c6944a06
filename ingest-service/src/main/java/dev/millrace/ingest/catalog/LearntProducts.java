package dev.millrace.ingest.catalog;

import dev.millrace.contract.CatalogProduct;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the mentioned products belong into the catalogue, told what stands in it. What a feed ever said of a product, and
 * be it that there is none any more, is never changed. Of a learnt one what was unknown is added at once, and what it says
 * otherwise is changed once an hour at most, for shops tell a product's variants under one id. What nobody mentions for long
 * counts as sold out. Bounded: in a catalogue that is too large to be known nothing is learnt.
 */
public final class LearntProducts {

    static final int MOST_LEARNT = 10_000;
    static final int MOST_KNOWN = 100_000;
    static final Duration SOLD_OUT_AFTER = Duration.ofDays(90);
    private static final Duration UNCHANGED_FOR = Duration.ofHours(1);
    private static final Duration MENTIONED_AGAIN_AFTER = Duration.ofDays(7);
    private static final int MOST_SOLD_OUT_AT_ONCE = 100;

    private final Map<String, CatalogProduct> learnt = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** A record of the catalogue, in the order in which they stand there; null: the product was taken out. */
    public void apply(String id, @Nullable CatalogProduct product) {
        if (product != null && product.learnt()) {
            learnt.put(id, product);
            told.remove(id);
        } else {
            learnt.remove(id);
            if (told.size() <= MOST_KNOWN) {
                told.add(id);
            }
        }
    }

    /** What is to be written of it, and of others that were not mentioned for long. */
    public List<CatalogProduct> news(Collection<CatalogProduct> mentioned) {
        List<CatalogProduct> news = new ArrayList<>();
        if (told.size() > MOST_KNOWN) {
            return news;
        }
        Instant now = Instant.MIN;
        int room = MOST_LEARNT - learnt.size();
        for (CatalogProduct product : mentioned) {
            now = product.updatedAt().isAfter(now) ? product.updatedAt() : now;
            @Nullable CatalogProduct known = learnt.get(product.id());
            if (known != null) {
                CatalogProduct better = better(known, product);
                if (!better.equals(known)) {
                    news.add(better);
                }
            } else if (room > 0 && !told.contains(product.id())) {
                room--;
                news.add(product);
            }
        }
        addSoldOut(news, now);
        return news;
    }

    private void addSoldOut(List<CatalogProduct> news, Instant now) {
        Set<String> mentioned = new HashSet<>();
        news.forEach(product -> mentioned.add(product.id()));
        learnt.values().stream()
                .filter(product -> product.inStock() && !mentioned.contains(product.id()))
                .filter(product -> product.updatedAt().plus(SOLD_OUT_AFTER).isBefore(now))
                .limit(MOST_SOLD_OUT_AT_ONCE)
                .forEach(product -> news.add(with(product, false, product.updatedAt())));
    }

    private static CatalogProduct better(CatalogProduct known, CatalogProduct product) {
        Duration age = Duration.between(known.updatedAt(), product.updatedAt());
        boolean mayChange = age.compareTo(UNCHANGED_FOR) >= 0;
        CatalogProduct better = mayChange ? together(known, product) : together(product, known);
        boolean again = !known.inStock() || age.compareTo(MENTIONED_AGAIN_AFTER) >= 0;
        boolean same = with(better, true, known.updatedAt()).equals(with(known, true, known.updatedAt()));
        return same && !again ? known : with(better, true, product.updatedAt());
    }

    /** What the later one says, and what only the earlier one does. */
    static CatalogProduct together(CatalogProduct earlier, CatalogProduct later) {
        boolean priced = later.price() != null;
        @Nullable BigDecimal price = priced ? later.price() : earlier.price();
        return new CatalogProduct(
                later.id(),
                later.name(),
                or(later.category(), earlier.category()),
                or(later.brand(), earlier.brand()),
                price,
                priced ? later.currency() : earlier.currency(),
                or(later.url(), earlier.url()),
                or(later.imageUrl(), earlier.imageUrl()),
                true,
                later.updatedAt(),
                true);
    }

    private static CatalogProduct with(CatalogProduct product, boolean inStock, Instant updatedAt) {
        return new CatalogProduct(
                product.id(),
                product.name(),
                product.category(),
                product.brand(),
                product.price(),
                product.currency(),
                product.url(),
                product.imageUrl(),
                inStock,
                updatedAt,
                true);
    }

    private static @Nullable String or(@Nullable String said, @Nullable String otherwise) {
        return said == null ? otherwise : said;
    }
}
