package dev.millrace.segment.customer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The accumulators of a customer, or of one product of a customer, by key. Never changed. */
public final class Accumulators {

    public static final Accumulators EMPTY = new Accumulators(new int[0], new Accumulator[0]);

    private final int[] keys;
    private final Accumulator[] values;

    private Accumulators(int[] keys, Accumulator[] values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * Takes the arrays as they are; they must not be changed afterwards.
     *
     * @param keys in ascending order, without repetition
     */
    public static Accumulators ofSorted(int[] keys, Accumulator[] values) {
        return keys.length == 0 ? EMPTY : new Accumulators(keys, values);
    }

    public int size() {
        return keys.length;
    }

    /** Null while nothing was added. */
    public @Nullable Accumulator get(int key) {
        int place = Arrays.binarySearch(keys, key);
        return place < 0 ? null : values[place];
    }

    public Accumulators with(int key, Accumulator value) {
        int place = Arrays.binarySearch(keys, key);
        if (place >= 0) {
            Accumulator[] changed = values.clone();
            changed[place] = value;
            return new Accumulators(keys, changed);
        }
        int at = -place - 1;
        int[] moreKeys = new int[keys.length + 1];
        Accumulator[] moreValues = new Accumulator[keys.length + 1];
        System.arraycopy(keys, 0, moreKeys, 0, at);
        System.arraycopy(values, 0, moreValues, 0, at);
        moreKeys[at] = key;
        moreValues[at] = value;
        System.arraycopy(keys, at, moreKeys, at + 1, keys.length - at);
        System.arraycopy(values, at, moreValues, at + 1, keys.length - at);
        return new Accumulators(moreKeys, moreValues);
    }

    Accumulators without(int key) {
        Accumulators kept = EMPTY;
        for (int i = 0; i < keys.length; i++) {
            kept = keys[i] == key ? kept : kept.with(keys[i], values[i]);
        }
        return kept.size() == size() ? this : kept;
    }

    /** Without what no rule of the plan asks. */
    Accumulators keptBy(AccumulatorPlan plan) {
        if (areKeptBy(plan)) {
            return this;
        }
        Accumulators kept = EMPTY;
        for (int i = 0; i < keys.length; i++) {
            if (plan.has(keys[i])) {
                kept = kept.with(keys[i], values[i]);
            }
        }
        return kept;
    }

    /** Whether the plan asks for all of them. */
    boolean areKeptBy(AccumulatorPlan plan) {
        for (int key : keys) {
            if (!plan.has(key)) {
                return false;
            }
        }
        return true;
    }

    Accumulators merge(Accumulators other, AccumulatorPlan plan) {
        Accumulators merged = this;
        for (int i = 0; i < other.keys.length; i++) {
            int key = other.keys[i];
            Accumulator here = get(key);
            Accumulator there = other.values[i];
            AccumulatorSpec spec = plan.spec(key);
            if (here == null || spec != null) {
                merged = merged.with(key, here == null || spec == null ? there : here.merge(there, spec));
            }
        }
        return merged;
    }

    /** Takes a key and what is kept under it. */
    public interface Reader {
        void read(int key, Accumulator accumulator);
    }

    public void forEach(Reader reader) {
        for (int i = 0; i < keys.length; i++) {
            reader.read(keys[i], values[i]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Accumulators some
                && Arrays.equals(keys, some.keys)
                && Arrays.equals(values, some.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
