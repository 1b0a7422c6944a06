package dev.millrace.contract;

import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one partition counted for one figure, on the internal topic {@code population.sketches}: all of them lie in its first
 * partition, where they are merged.
 *
 * @param name of the figure, as in {@link PopulationFigure}
 * @param partition whose customers were counted
 * @param at log time of the count
 * @param sketch the values that a KLL sketch holds, as base64: pairs of a double and how many it stands for; null where products are counted
 * @param counts product id to number of orders; empty where a sketch is
 */
public record PopulationSketch(
        String name, int partition, Instant at, @Nullable String sketch, Map<String, Long> counts) {

    public PopulationSketch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        if (partition < 0) {
            throw new IllegalArgumentException("partitions count from 0");
        }
        counts = counts == null ? Map.of() : Map.copyOf(counts);
    }

    public static PopulationSketch of(String name, int partition, Instant at, byte[] sketch) {
        return new PopulationSketch(name, partition, at, Base64.getEncoder().encodeToString(sketch), Map.of());
    }

    public static PopulationSketch ofCounts(String name, int partition, Instant at, Map<String, Long> counts) {
        return new PopulationSketch(name, partition, at, null, counts);
    }

    /** The same partition's later count of the same figure replaces it. */
    public String key() {
        return key(name, partition);
    }

    public static String key(String name, int partition) {
        return name + "/" + partition;
    }

    /**
     * @throws IllegalArgumentException if it is no base64, or products were counted
     */
    public byte[] bytes() {
        if (sketch == null) {
            throw new IllegalArgumentException(name + " is counted in numbers, not in a sketch");
        }
        return Base64.getDecoder().decode(sketch);
    }
}
