package dev.millrace.segment.population;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.PopulationFigure;
import dev.millrace.contract.ProductKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses products for one customer's message: in stock, known to the catalogue, and none that the customer just took. */
public final class ProductBlock {

    private static final BigDecimal STEP_AT_MOST = new BigDecimal("1.6");

    private final Function<String, Optional<PopulationFigure>> figures;
    private final Function<String, Optional<CatalogProduct>> catalog;

    /**
     * @param figures by name
     * @param catalog by product id
     */
    public ProductBlock(
            Function<String, Optional<PopulationFigure>> figures, Function<String, Optional<CatalogProduct>> catalog) {
        this.figures = figures;
        this.catalog = catalog;
    }

    /** At most so many products, the best first; fewer or none if there are none to offer. */
    public List<CatalogProduct> choose(ProductKind kind, Interest interest, int most) {
        Stream<String> candidates =
                switch (kind) {
                    case BEST_SELLERS -> bestSellers(interest);
                    case BOUGHT_TOGETHER ->
                        interest.wanted().flatMap(product -> ranked(Sales.BOUGHT_TOGETHER + product));
                    case ONE_STEP_UP ->
                        Stream.concat(interest.viewed().stream(), interest.inCart().stream())
                                .flatMap(product -> catalog.apply(product).stream())
                                .flatMap(this::stepsUp);
                    case LAST_VIEWED -> interest.viewed().stream();
                    case BOUGHT_BEFORE -> interest.bought().stream();
                };
        Set<String> had = kind == ProductKind.BOUGHT_BEFORE ? Set.copyOf(interest.inCart()) : interest.had();
        return candidates
                .filter(product -> !had.contains(product))
                .distinct()
                .flatMap(product -> catalog.apply(product).stream())
                .filter(CatalogProduct::inStock)
                .limit(most)
                .toList();
    }

    private Stream<String> bestSellers(Interest interest) {
        return Stream.concat(
                interest.categories().stream().flatMap(category -> ranked(Sales.BEST_SELLERS_OF + category)),
                ranked(Sales.BEST_SELLERS));
    }

    private Stream<String> stepsUp(CatalogProduct from) {
        BigDecimal price = from.price();
        if (price == null || from.category() == null) {
            return Stream.empty();
        }
        List<CatalogProduct> better = new ArrayList<>();
        ranked(Sales.BEST_SELLERS_OF + from.category())
                .flatMap(product -> catalog.apply(product).stream())
                .filter(product -> isStepUp(price, product.price()))
                .forEach(better::add);
        better.sort(Comparator.comparing(product -> product.price() == null ? BigDecimal.ZERO : product.price()));
        return better.stream().map(CatalogProduct::id);
    }

    private static boolean isStepUp(BigDecimal from, @Nullable BigDecimal to) {
        return to != null && to.compareTo(from) > 0 && to.compareTo(from.multiply(STEP_AT_MOST)) <= 0;
    }

    private Stream<String> ranked(String figure) {
        return figures.apply(figure).stream().flatMap(found -> found.products().stream());
    }
}
