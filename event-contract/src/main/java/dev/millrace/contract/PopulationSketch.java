package dev.millrace.contract;

import java.time.Instant;
import java.util.Base64;
import java.util.Objects;

/**
 * What one partition counted for one figure, on the internal topic {@code population.sketches}: all of them lie in its first
 * partition, where they are merged.
 *
 * @param name of the figure, as in {@link PopulationFigure}
 * @param partition whose customers were counted
 * @param at log time of the count
 * @param sketch a KLL sketch of doubles, as base64
 */
public record PopulationSketch(String name, int partition, Instant at, String sketch) {

    public PopulationSketch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sketch, "sketch");
        if (partition < 0) {
            throw new IllegalArgumentException("partitions count from 0");
        }
    }

    public static PopulationSketch of(String name, int partition, Instant at, byte[] sketch) {
        return new PopulationSketch(name, partition, at, Base64.getEncoder().encodeToString(sketch));
    }

    /** The same partition's later count of the same figure replaces it. */
    public String key() {
        return key(name, partition);
    }

    public static String key(String name, int partition) {
        return name + "/" + partition;
    }

    /**
     * @throws IllegalArgumentException if it is no base64
     */
    public byte[] bytes() {
        return Base64.getDecoder().decode(sketch);
    }
}
