package dev.millrace.segment.population;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts in how many orders of one partition each product stood, alone and beside each other one. Bounded: of very many
 * products those that were counted least are forgotten, so the long tail is not exact.
 */
public final class Sales {

    static final String BEST_SELLERS = "best_sellers";
    static final String BEST_SELLERS_OF = BEST_SELLERS + "/";
    static final String BOUGHT_TOGETHER = "bought_together/";

    private static final int MAX_LINES = 50;
    private static final int MAX_PRODUCTS = 20_000;
    private static final int MAX_TOLD = 200;
    private static final int MAX_TOGETHER = 2_000;
    private static final int MAX_PARTNERS = 200;
    private static final int MAX_OF_CATEGORY = 2_000;

    private final Map<String, Long> products = new HashMap<>();
    private final Map<String, Map<String, Long>> byCategory = new HashMap<>();
    private final Map<String, Map<String, Long>> together = new HashMap<>();

    /** Counts an order that a customer's timeline knows. */
    public void count(Purchase purchase) {
        count(purchase.lines());
    }

    /** Counts an order; more than one line of a product are one. */
    void count(List<Purchase.Line> order) {
        List<Purchase.Line> lines = order.size() <= MAX_LINES ? order : order.subList(0, MAX_LINES);
        Set<String> inOrder =
                lines.stream().map(Purchase.Line::product).collect(Collectors.toCollection(LinkedHashSet::new));
        inOrder.forEach(product -> add(products, product));
        for (Purchase.Line line : new LinkedHashSet<>(lines)) {
            if (line.category() != null) {
                Map<String, Long> sold = byCategory.computeIfAbsent(line.category(), category -> new HashMap<>());
                add(sold, line.product());
                keepGreatest(sold, MAX_OF_CATEGORY);
            }
        }
        for (String product : inOrder) {
            Map<String, Long> partners = together.computeIfAbsent(product, it -> new HashMap<>());
            inOrder.stream().filter(other -> !other.equals(product)).forEach(other -> add(partners, other));
            keepGreatest(partners, MAX_PARTNERS);
        }
        if (products.size() > 2 * MAX_PRODUCTS) {
            keepGreatest(products, MAX_PRODUCTS);
            together.keySet().retainAll(products.keySet());
        }
        if (byCategory.size() > MAX_PRODUCTS) {
            byCategory.values().removeIf(counts -> counts.size() == 1);
        }
    }

    private static void add(Map<String, Long> counts, String name) {
        counts.merge(name, 1L, Long::sum);
    }

    private static void keepGreatest(Map<String, Long> counts, int most) {
        if (counts.size() > 2 * most) {
            counts.keySet().retainAll(greatest(counts, most).keySet());
        }
    }

    /** Figure to product to number of orders: what is told of this partition. */
    public Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> told = new TreeMap<>();
        told.put(BEST_SELLERS, greatest(products, MAX_TOLD));
        greatest(sizes(byCategory), MAX_TOGETHER)
                .forEach((category, orders) ->
                        told.put(BEST_SELLERS_OF + category, greatest(of(byCategory, category), MAX_TOLD)));
        greatest(products, MAX_TOGETHER).forEach((product, orders) -> {
            Map<String, Long> partners = of(together, product);
            if (!partners.isEmpty()) {
                told.put(BOUGHT_TOGETHER + product, greatest(partners, MAX_TOLD));
            }
        });
        return told;
    }

    private static Map<String, Long> of(Map<String, Map<String, Long>> all, String name) {
        return all.getOrDefault(name, Map.of());
    }

    private static Map<String, Long> sizes(Map<String, Map<String, Long>> all) {
        Map<String, Long> sizes = new HashMap<>();
        all.forEach((name, counts) -> sizes.put(
                name, counts.values().stream().mapToLong(Long::longValue).sum()));
        return sizes;
    }

    /** The greatest first, and of equals the one whose name comes first. */
    static Map<String, Long> greatest(Map<String, Long> counts, int most) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }
}
