package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.OrderLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the rules that read what an event changed, without looking at the others. */
final class RuleIndex {

    private final Map<String, int[]> byEvent;
    private final Map<String, int[]> byTrait;
    private final Map<Dimension, int[]> byDimension;
    private final int[] onConsents;
    private final int[] onCart;
    private final int[] onTags;
    private final int[] onTime;
    private final int[] all;

    RuleIndex(List<CompiledRule> rules) {
        byEvent = grouped(rules, reads -> reads.events);
        byTrait = grouped(rules, reads -> reads.traits);
        byDimension = new EnumMap<>(Dimension.class);
        byDimension.putAll(grouped(rules, reads -> reads.dimensions));
        onConsents = which(rules, rule -> rule.reads().consents);
        onCart = which(rules, rule -> rule.reads().cart);
        onTags = which(rules, rule -> rule.reads().tags);
        onTime = which(rules, CompiledRule::changesWithTime);
        all = which(rules, rule -> true);
    }

    int[] onTime() {
        return onTime;
    }

    int[] all() {
        return all;
    }

    /**
     * The places of the rules that read anything of what is different after an event, in ascending order.
     *
     * @param event its name in snake case
     */
    int[] touched(CustomerState before, CustomerState after, String event) {
        Places places = new Places();
        places.add(byEvent.get(event));
        if (after.orderPart() != before.orderPart()) {
            places.add(byEvent.get(OrderLedger.ORDER_COMPLETED));
        }
        if (after.cartPart() != before.cartPart()) {
            places.add(onCart);
        }
        if (after.consentPart() != before.consentPart()) {
            places.add(onConsents);
        }
        if (after.tagPart() != before.tagPart()) {
            places.add(onTags);
        }
        if (after.traitPart() != before.traitPart()) {
            after.traits().forEachOtherThan(before.traits(), name -> places.add(byTrait.get(name)));
        }
        if (after.slicePart() != before.slicePart()) {
            byDimension.forEach((dimension, rules) -> {
                if (!after.slices().namesTheSame(before.slices(), dimension)) {
                    places.add(rules);
                }
            });
        }
        return places.ascending();
    }

    /** Joins lists of places; one list alone is passed on as it is. */
    private static final class Places {

        private int[] joined = {};

        void add(int @Nullable [] places) {
            if (places == null || places == joined) {
                return;
            }
            joined = joined.length == 0 ? places : union(joined, places);
        }

        private static int[] union(int[] some, int[] others) {
            int[] all = new int[some.length + others.length];
            int count = 0;
            int i = 0;
            int j = 0;
            while (i < some.length || j < others.length) {
                int next = j == others.length || i < some.length && some[i] <= others[j] ? some[i++] : others[j++];
                if (count == 0 || all[count - 1] != next) {
                    all[count++] = next;
                }
            }
            return count == all.length ? all : Arrays.copyOf(all, count);
        }

        int[] ascending() {
            return joined;
        }
    }

    private static <K> Map<K, int[]> grouped(List<CompiledRule> rules, Function<Reads, ? extends Iterable<K>> keys) {
        Map<K, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            for (K key : keys.apply(rules.get(i).reads())) {
                places.computeIfAbsent(key, it -> new ArrayList<>()).add(i);
            }
        }
        Map<K, int[]> grouped = new HashMap<>();
        places.forEach((key, list) ->
                grouped.put(key, list.stream().mapToInt(Integer::intValue).toArray()));
        return grouped;
    }

    private static int[] which(List<CompiledRule> rules, Predicate<CompiledRule> wanted) {
        return IntStream.range(0, rules.size())
                .filter(i -> wanted.test(rules.get(i)))
                .toArray();
    }
}
