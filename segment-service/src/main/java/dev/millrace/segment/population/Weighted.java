package dev.millrace.segment.population;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.DoublesSortedViewIterator;

/**
 * A value and how many of those who were counted it stands for. What a sketch holds, written in a form of our own: the
 * library's reads and writes memory in a way that not every Java release allows.
 */
record Weighted(double value, long weight) implements Comparable<Weighted> {

    private static final int BYTES = Double.BYTES + Long.BYTES;

    /** Ascending. */
    static List<Weighted> of(KllDoublesSketch sketch) {
        List<Weighted> values = new ArrayList<>();
        if (!sketch.isEmpty()) {
            DoublesSortedViewIterator sorted = sketch.getSortedView().iterator();
            while (sorted.next()) {
                values.add(new Weighted(sorted.getQuantile(), sorted.getWeight()));
            }
        }
        return values;
    }

    static byte[] encode(Collection<Weighted> values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * BYTES);
        values.forEach(it -> bytes.putDouble(it.value).putLong(it.weight));
        return bytes.array();
    }

    /**
     * @throws IllegalArgumentException if the bytes are none that {@link #encode} wrote
     */
    static List<Weighted> decode(byte[] encoded) {
        if (encoded.length % BYTES != 0) {
            throw new IllegalArgumentException(encoded.length + " bytes are no values with weights");
        }
        List<Weighted> values = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        while (bytes.hasRemaining()) {
            Weighted read = new Weighted(bytes.getDouble(), bytes.getLong());
            if (!Double.isFinite(read.value) || read.weight <= 0) {
                throw new IllegalArgumentException("a value that nobody can have, or that stands for nobody");
            }
            values.add(read);
        }
        return values;
    }

    @Override
    public int compareTo(Weighted other) {
        return Double.compare(value, other.value);
    }
}
