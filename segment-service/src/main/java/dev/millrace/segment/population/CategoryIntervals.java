package dev.millrace.segment.population;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.datasketches.kll.KllDoublesSketch;

/**
 * The time between two orders of the same category, over the customers of one partition. Bounded: of very many categories those
 * that were bought again least are forgotten.
 */
final class CategoryIntervals {

    static final String OF_CATEGORY = Census.REORDER_INTERVAL + "/";
    static final int MOST = 200;

    /** Enough for a median: about 1.3 % off in rank. */
    private static final int K = 200;

    private static final int MAX_HELD = 10 * MOST;

    private final Map<String, KllDoublesSketch> sketches = new HashMap<>();

    /** The figure of a category; case and spaces make no difference, as shops seldom write a category in one way only. */
    static String figure(String category) {
        return OF_CATEGORY + category.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** The orders of one customer. */
    void count(List<Purchase> purchases) {
        List<Purchase> newestFirst = new ArrayList<>(purchases);
        newestFirst.sort(Comparator.comparing(Purchase::at).reversed());
        Map<String, Instant> later = new HashMap<>();
        for (Purchase purchase : newestFirst) {
            for (String figure : figures(purchase)) {
                Instant next = later.put(figure, purchase.at());
                if (next != null) {
                    add(figure, Duration.between(purchase.at(), next));
                }
            }
        }
    }

    private static TreeSet<String> figures(Purchase purchase) {
        TreeSet<String> figures = new TreeSet<>();
        for (Purchase.Line line : purchase.lines()) {
            if (line.category() != null) {
                figures.add(figure(line.category()));
            }
        }
        return figures;
    }

    private void add(String figure, Duration interval) {
        sketches.computeIfAbsent(figure, it -> KllDoublesSketch.newHeapInstance(K))
                .update(interval.toMillis());
        if (sketches.size() > 2 * MAX_HELD) {
            sketches.keySet().retainAll(greatest(MAX_HELD).keySet());
        }
    }

    /** Those bought again most often, by the name of the figure. */
    Map<String, KllDoublesSketch> greatest() {
        return greatest(MOST);
    }

    private Map<String, KllDoublesSketch> greatest(int most) {
        Comparator<Map.Entry<String, KllDoublesSketch>> mostFirst =
                Comparator.comparingLong(entry -> -entry.getValue().getN());
        return sketches.entrySet().stream()
                .sorted(mostFirst.thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (some, same) -> some, TreeMap::new));
    }
}
