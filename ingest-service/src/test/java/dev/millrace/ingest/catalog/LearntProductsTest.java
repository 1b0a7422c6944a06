package dev.millrace.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CatalogProduct;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearntProductsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final LearntProducts products = new LearntProducts();

    @Test
    void shouldLearnWhatNobodyTold() {
        CatalogProduct mug = learnt("Mug", "9.90", null, T0);

        assertThat(products.news(List.of(mug))).containsExactly(mug);
        products.apply("mug", mug);
        assertThat(products.news(List.of(mug))).isEmpty();
    }

    @Test
    void shouldNeverChangeWhatAFeedSaidAlsoWhenItTookTheProductOut() {
        CatalogProduct mug = learnt("Mug", "9.90", null, T0);
        products.apply("mug", mug);
        products.apply("mug", new CatalogProduct("mug", "Told", null, null, null, null, null, null, false, T0));
        assertThat(products.news(List.of(later(mug, Duration.ofDays(400))))).isEmpty();

        products.apply("mug", null);
        assertThat(products.news(List.of(later(mug, Duration.ofDays(800))))).isEmpty();
    }

    @Test
    void shouldAddWhatWasUnknownAtOnceAndChangeTheRestOnceAnHour() {
        products.apply("mug", learnt("Mug", "9.90", null, T0));
        Instant soon = T0.plusSeconds(10);

        assertThat(products.news(List.of(learnt("Cup", "8.00", "https://shop.example/mug.png", soon))))
                .containsExactly(learnt("Mug", "9.90", "https://shop.example/mug.png", soon));
        assertThat(products.news(List.of(learnt("Cup", "8.00", null, T0.plus(Duration.ofMinutes(59))))))
                .isEmpty();
        Instant hour = T0.plus(Duration.ofHours(1));
        assertThat(products.news(List.of(learnt("Cup", "8.00", null, hour))))
                .containsExactly(learnt("Cup", "8.00", null, hour));
        assertThat(products.news(List.of(learnt("Cup", null, null, hour))))
                .containsExactly(learnt("Cup", "9.90", null, hour));
    }

    @Test
    void shouldCallSoldOutWhatNobodyMentionsForLongUntilSomebodyDoes() {
        CatalogProduct mug = learnt("Mug", "9.90", null, T0);
        products.apply("mug", mug);
        CatalogProduct again = later(mug, Duration.ofDays(7));
        assertThat(products.news(List.of(later(mug, Duration.ofDays(6))))).isEmpty();
        assertThat(products.news(List.of(again))).containsExactly(again);
        products.apply("mug", again);

        Instant later = T0.plus(Duration.ofDays(97));
        CatalogProduct other = new CatalogProduct("cup", "Cup", null, null, null, null, null, null, true, later, true);
        assertThat(products.news(List.of(other))).containsExactly(other);
        CatalogProduct otherLater = later(other, Duration.ofMillis(1));
        List<CatalogProduct> news = products.news(List.of(otherLater));
        assertThat(news).extracting(CatalogProduct::id).containsExactly("cup", "mug");
        assertThat(news.get(1).inStock()).isFalse();

        products.apply("mug", news.get(1));
        assertThat(products.news(List.of(otherLater))).containsExactly(otherLater);
        CatalogProduct back = later(mug, Duration.ofDays(100));
        assertThat(products.news(List.of(back))).containsExactly(back);
    }

    @Test
    void shouldLearnOnlySoManyAndNothingInACatalogueTooLargeToBeKnown() {
        List<CatalogProduct> many = new ArrayList<>();
        for (int i = 0; i <= LearntProducts.MOST_LEARNT; i++) {
            many.add(new CatalogProduct("p" + i, "P", null, null, null, null, null, null, true, T0, true));
        }
        assertThat(products.news(many)).hasSize(LearntProducts.MOST_LEARNT);

        for (int i = 0; i <= LearntProducts.MOST_KNOWN; i++) {
            products.apply("told" + i, null);
        }
        assertThat(products.news(many)).isEmpty();
    }

    private static CatalogProduct later(CatalogProduct product, Duration by) {
        return new CatalogProduct(
                product.id(),
                product.name(),
                null,
                null,
                product.price(),
                product.currency(),
                null,
                product.imageUrl(),
                true,
                product.updatedAt().plus(by),
                true);
    }

    private static CatalogProduct learnt(String name, @Nullable String price, @Nullable String image, Instant at) {
        return new CatalogProduct(
                "mug",
                name,
                null,
                null,
                price == null ? null : new BigDecimal(price),
                price == null ? null : "EUR",
                null,
                image,
                true,
                at,
                true);
    }
}
