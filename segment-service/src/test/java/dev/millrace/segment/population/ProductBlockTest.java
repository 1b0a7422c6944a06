package dev.millrace.segment.population;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.ProductKind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductBlockTest {

    private static final Interest NOBODY = new Interest(List.of(), List.of(), List.of(), List.of());

    private final Map<String, PopulationFigure> figures = new HashMap<>();
    private final Map<String, CatalogProduct> catalog = new HashMap<>();
    private final ProductBlock block = new ProductBlock(
            name -> Optional.ofNullable(figures.get(name)), id -> Optional.ofNullable(catalog.get(id)));

    @Test
    void shouldOfferBestSellersOfTheCategoriesThatTheCustomerLooksAtFirst() {
        product("mill", "mills", "189", true);
        product("rye", "flour", "12", true);
        product("spelt", "flour", "15", true);
        ranking("best_sellers", "mill", "rye", "spelt");
        ranking("best_sellers/flour", "rye", "spelt");

        assertThat(ids(ProductKind.BEST_SELLERS, NOBODY)).containsExactly("mill", "rye", "spelt");
        assertThat(ids(ProductKind.BEST_SELLERS, new Interest(List.of(), List.of(), List.of(), List.of("flour"))))
                .containsExactly("rye", "spelt", "mill");
    }

    @Test
    void shouldOfferNothingThatIsSoldOutUnknownOrWasJustBought() {
        product("mill", "mills", "189", true);
        product("gone", "mills", "99", false);
        product("rye", "flour", "12", true);
        ranking("best_sellers", "gone", "unheard-of", "mill", "rye");

        assertThat(ids(ProductKind.BEST_SELLERS, new Interest(List.of("mill"), List.of(), List.of(), List.of())))
                .containsExactly("rye");
    }

    @Test
    void shouldOfferWhatOthersBoughtWithWhatIsInTheCart() {
        product("rye", "flour", "12", true);
        product("basket", "baking", "24", true);
        ranking("bought_together/mill", "rye", "basket");

        assertThat(ids(ProductKind.BOUGHT_TOGETHER, new Interest(List.of(), List.of("mill"), List.of(), List.of())))
                .containsExactly("rye", "basket");
        assertThat(ids(ProductKind.BOUGHT_TOGETHER, NOBODY)).isEmpty();
    }

    @Test
    void shouldOfferTheNextBetterOfTheSameKind() {
        product("small", "mills", "100", true);
        product("middle", "mills", "140", true);
        product("better", "mills", "120", true);
        product("far-too-dear", "mills", "400", true);
        product("cheaper", "mills", "80", true);
        ranking("best_sellers/mills", "cheaper", "far-too-dear", "middle", "better", "small");

        assertThat(ids(ProductKind.ONE_STEP_UP, new Interest(List.of(), List.of(), List.of("small"), List.of())))
                .containsExactly("better", "middle");
    }

    @Test
    void shouldRemindOfWhatTheCustomerLookedAtAndDidNotTake() {
        product("rye", "flour", "12", true);
        product("spelt", "flour", "15", true);
        product("gone", "flour", "9", false);
        Interest interest = new Interest(List.of("mill"), List.of("spelt"), List.of("gone", "rye", "spelt"), List.of());

        assertThat(ids(ProductKind.LAST_VIEWED, interest)).containsExactly("rye");
    }

    @Test
    void shouldOfferAgainWhatTheCustomerBoughtAndDoesNotHaveInTheCart() {
        product("rye", "flour", "12", true);
        product("spelt", "flour", "15", true);
        Interest interest = new Interest(List.of("rye", "spelt"), List.of("spelt"), List.of(), List.of());

        assertThat(ids(ProductKind.BOUGHT_BEFORE, interest)).containsExactly("rye");
    }

    @Test
    void shouldKnowItsKindsByTheirWords() {
        assertThat(ProductKind.of("bought-before")).contains(ProductKind.BOUGHT_BEFORE);
        assertThat(ProductKind.of("cheapest")).isEmpty();
        assertThat(ProductKind.words())
                .isEqualTo("best-sellers, bought-together, one-step-up, last-viewed, bought-before");
    }

    private List<String> ids(ProductKind kind, Interest interest) {
        return block.choose(kind, interest, 3).stream().map(CatalogProduct::id).toList();
    }

    private void product(String id, String category, String price, boolean inStock) {
        catalog.put(
                id, new CatalogProduct(id, id, category, null, new BigDecimal(price), "EUR", null, null, inStock, T0));
    }

    private void ranking(String name, String... products) {
        figures.put(name, PopulationFigure.ofProducts(name, T0, products.length, List.of(products)));
    }
}
