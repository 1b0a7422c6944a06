package dev.millrace.segment.population;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each name was counted with each other one. Bounded whatever the names are: when there are too many pairs, those that
 * were counted least are forgotten, down to half; so are the first names counted least when there are too many of these.
 */
final class Pairings {

    private final int maxFirst;
    private final int maxPairs;
    private final Map<String, Map<String, Long>> counts = new HashMap<>();
    private int pairs;

    /**
     * @param maxFirst so many names are kept that others are counted with
     * @param maxPairs of all names together
     */
    Pairings(int maxFirst, int maxPairs) {
        this.maxFirst = maxFirst;
        this.maxPairs = maxPairs;
    }

    void add(String first, String second) {
        boolean isNew = counts.computeIfAbsent(first, it -> new HashMap<>()).merge(second, 1L, Long::sum) == 1;
        if (isNew) {
            pairs++;
            forgetIfTooMany();
        }
    }

    private void forgetIfTooMany() {
        if (counts.size() > maxFirst) {
            counts.keySet().retainAll(Sales.greatest(sums(), maxFirst / 2).keySet());
            pairs = counts.values().stream().mapToInt(Map::size).sum();
        }
        if (pairs > maxPairs) {
            keepGreatest(maxPairs / 2);
        }
    }

    /** Without sorting: how many pairs there are of each count is enough. */
    private void keepGreatest(int most) {
        TreeMap<Long, Integer> pairsByCount = new TreeMap<>();
        counts.values().forEach(of -> of.values().forEach(count -> pairsByCount.merge(count, 1, Integer::sum)));
        int left = most;
        long least = Long.MAX_VALUE;
        while (left > 0) {
            Map.Entry<Long, Integer> greatest = pairsByCount.pollLastEntry();
            least = greatest.getKey();
            left -= greatest.getValue();
        }
        int excess = -left;
        pairs = 0;
        for (Iterator<Map<String, Long>> all = counts.values().iterator(); all.hasNext(); ) {
            Map<String, Long> of = all.next();
            excess = forget(of, least, excess);
            pairs += of.size();
            if (of.isEmpty()) {
                all.remove();
            }
        }
    }

    /** How many of those that were counted just so often are still to go. */
    private static int forget(Map<String, Long> of, long least, int excess) {
        int stillTooMany = excess;
        for (Iterator<Long> each = of.values().iterator(); each.hasNext(); ) {
            long count = each.next();
            if (count < least || count == least && stillTooMany > 0) {
                stillTooMany -= count == least ? 1 : 0;
                each.remove();
            }
        }
        return stillTooMany;
    }

    Set<String> firsts() {
        return counts.keySet();
    }

    Map<String, Long> of(String first) {
        return counts.getOrDefault(first, Map.of());
    }

    /** First name to how often it was counted with any other. */
    Map<String, Long> sums() {
        Map<String, Long> sums = new HashMap<>();
        counts.forEach((first, of) ->
                sums.put(first, of.values().stream().mapToLong(Long::longValue).sum()));
        return sums;
    }

    int size() {
        return pairs;
    }
}
