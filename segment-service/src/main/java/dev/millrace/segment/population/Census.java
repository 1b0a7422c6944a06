package dev.millrace.segment.population;

import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.evaluation.RankedValue;
import dev.millrace.segment.evaluation.RuleSet;
import dev.millrace.segment.evaluation.ShopFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.datasketches.kll.KllDoublesSketch;

/** Counts the customers of one partition, one after the other, into sketches that can be merged with those of the others. */
public final class Census {

    /** What a partition tells last in each census: that all it has counted was told. */
    public static final String COMPLETE = "census";

    static final String REORDER_INTERVAL = "reorder_interval";

    /** About 0.35 % off in rank, some 16 kB a sketch at most. */
    private static final int K = 800;

    private final List<RankedValue> ranked;
    private final ShopFacts facts;
    private final Instant at;
    private final Map<String, KllDoublesSketch> sketches = new TreeMap<>();
    private final CategoryIntervals byCategory = new CategoryIntervals();

    /**
     * @param at the instant as at which values are asked
     */
    public Census(RuleSet rules, ShopFacts facts, Instant at) {
        this.ranked = rules.ranked();
        this.facts = facts;
        this.at = at;
        names(rules).forEach(name -> sketches.put(name, KllDoublesSketch.newHeapInstance(K)));
    }

    /** What a census under these rules counts, beside categories: known before it has counted anybody. */
    public static Set<String> names(RuleSet rules) {
        Set<String> names = new TreeSet<>(Set.of(Rfm.RECENCY, Rfm.FREQUENCY, Rfm.MONETARY, REORDER_INTERVAL));
        rules.ranked().forEach(value -> names.add(value.name()));
        return names;
    }

    /**
     * @param segments the customer is in
     */
    public void count(CustomerState customer, Set<String> segments) {
        Rfm.of(customer).ifPresent(this::count);
        countIntervals(customer.orders());
        for (RankedValue value : ranked) {
            OptionalDouble asked = value.of() == null || segments.contains(value.of())
                    ? value.of(customer, facts, at)
                    : OptionalDouble.empty();
            boolean counts = asked.isPresent() && (value.of() != null || asked.getAsDouble() != 0);
            if (counts) {
                add(value.name(), asked.getAsDouble());
            }
        }
    }

    /** What is known of one customer's orders one by one. */
    public void count(List<Purchase> purchases) {
        byCategory.count(purchases);
    }

    private void count(Rfm customer) {
        add(Rfm.RECENCY, customer.last().toEpochMilli());
        add(Rfm.FREQUENCY, customer.orders());
        add(Rfm.MONETARY, customer.total().doubleValue());
    }

    private void countIntervals(OrderLedger orders) {
        Instant later = null;
        for (OrderLedger.Order order : orders.newest()) {
            if (!order.isLive()) {
                continue;
            }
            if (later != null) {
                add(REORDER_INTERVAL, Duration.between(order.at(), later).toMillis());
            }
            later = order.at();
        }
    }

    private void add(String name, double value) {
        Objects.requireNonNull(sketches.get(name), name).update(value);
    }

    /** Each figure's sketch, as bytes that {@link #merged} reads. */
    public Map<String, byte[]> sketches() {
        Map<String, byte[]> bytes = new TreeMap<>();
        sketches.forEach((name, sketch) -> bytes.put(name, Weighted.encode(Weighted.of(sketch))));
        byCategory.greatest().forEach((name, sketch) -> bytes.put(name, Weighted.encode(Weighted.of(sketch))));
        return bytes;
    }

    /**
     * @throws IllegalArgumentException if the bytes are no sketch
     */
    public static void requireSketch(byte[] bytes) {
        Weighted.decode(bytes);
    }

    /** Whether each partition counts it in every census: not categories, for not everybody sells all of them. */
    public static boolean isOfAll(String name) {
        return !name.startsWith(CategoryIntervals.OF_CATEGORY);
    }

    static boolean isInterval(String name) {
        return name.equals(REORDER_INTERVAL) || !isOfAll(name);
    }

    /** The spread over all partitions together: what each value of a sketch stands for adds up. */
    public static Distribution merged(Iterable<byte[]> partitions) {
        List<Weighted> all = new ArrayList<>();
        partitions.forEach(bytes -> all.addAll(Weighted.decode(bytes)));
        Collections.sort(all);
        return Distribution.of(all);
    }
}
