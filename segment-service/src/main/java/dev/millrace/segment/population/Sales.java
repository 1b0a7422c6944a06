package dev.millrace.segment.population;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts in how many orders of one partition each product stood, alone and beside each other one. Bounded: of very many
 * products, and of very many pairs of them, those that were counted least are forgotten, so the long tail is not exact.
 */
public final class Sales {

    static final String BEST_SELLERS = "best_sellers";
    static final String BEST_SELLERS_OF = BEST_SELLERS + "/";
    static final String BOUGHT_TOGETHER = "bought_together/";

    static final int MAX_PAIRS = 200_000;

    private static final int MAX_LINES = 50;
    private static final int MAX_PRODUCTS = 40_000;
    private static final int MAX_TOLD = 200;
    private static final int MAX_FIGURES = 2_000;

    private final Map<String, Long> products = new HashMap<>();
    private final Pairings byCategory = new Pairings(MAX_PRODUCTS, MAX_PAIRS);
    private final Pairings together = new Pairings(MAX_PRODUCTS, MAX_PAIRS);

    /** One and the same text for each product: a pair must not hold copies of long names. */
    private final Map<String, String> names = new HashMap<>();

    /** Counts an order that a customer's timeline knows. */
    public void count(Purchase purchase) {
        count(purchase.lines());
    }

    /** Counts an order; more than one line of a product are one. */
    void count(List<Purchase.Line> order) {
        List<Purchase.Line> lines = order.size() <= MAX_LINES ? order : order.subList(0, MAX_LINES);
        Set<String> inOrder =
                lines.stream().map(line -> name(line.product())).collect(Collectors.toCollection(LinkedHashSet::new));
        inOrder.forEach(product -> products.merge(product, 1L, Long::sum));
        for (Purchase.Line line : new LinkedHashSet<>(lines)) {
            if (line.category() != null) {
                byCategory.add(line.category(), name(line.product()));
            }
        }
        for (String product : inOrder) {
            inOrder.stream().filter(other -> !other.equals(product)).forEach(other -> together.add(product, other));
        }
        if (products.size() > MAX_PRODUCTS) {
            products.keySet().retainAll(greatest(products, MAX_PRODUCTS / 2).keySet());
            names.clear();
            products.keySet().forEach(this::name);
        }
    }

    private String name(String product) {
        return names.computeIfAbsent(product, it -> it);
    }

    /** The figures that {@link #counts} can tell of. */
    public Set<String> figures() {
        Set<String> figures = new TreeSet<>(Set.of(BEST_SELLERS));
        greatest(byCategory.sums(), MAX_FIGURES).keySet().forEach(category -> figures.add(BEST_SELLERS_OF + category));
        greatest(products, MAX_FIGURES).keySet().stream()
                .filter(together.firsts()::contains)
                .forEach(product -> figures.add(BOUGHT_TOGETHER + product));
        return figures;
    }

    /** Product to number of orders: what is told of this partition. */
    public Map<String, Long> counts(String figure) {
        Map<String, Long> counted = figure.equals(BEST_SELLERS)
                ? products
                : figure.startsWith(BEST_SELLERS_OF)
                        ? byCategory.of(figure.substring(BEST_SELLERS_OF.length()))
                        : together.of(figure.substring(BOUGHT_TOGETHER.length()));
        return greatest(counted, MAX_TOLD);
    }

    /** How much is held: pairs of products, and of products and categories. */
    int pairs() {
        return together.size() + byCategory.size();
    }

    /** The greatest first, and of equals the one whose name comes first. */
    static Map<String, Long> greatest(Map<String, Long> counts, int most) {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return sorted.stream()
                .limit(most)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }
}
