package dev.millrace.segment.customer;

import java.util.Arrays;
import java.util.List;

/** When it happened, newest first, as many as the rules ask for. The array is never changed. */
public record Instants(long[] newestFirst) implements Accumulator {

    static final Instants EMPTY = new Instants(new long[0]);

    @Override
    public Instants plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        return bounded(with(newestFirst, at), spec);
    }

    @Override
    public Instants merge(Accumulator other, AccumulatorSpec spec) {
        long[] all = newestFirst;
        for (long at : ((Instants) other).newestFirst) {
            all = with(all, at);
        }
        return bounded(all, spec);
    }

    private static long[] with(long[] newestFirst, long at) {
        int place = 0;
        while (place < newestFirst.length && newestFirst[place] > at) {
            place++;
        }
        long[] more = new long[newestFirst.length + 1];
        System.arraycopy(newestFirst, 0, more, 0, place);
        more[place] = at;
        System.arraycopy(newestFirst, place, more, place + 1, newestFirst.length - place);
        return more;
    }

    private static Instants bounded(long[] newestFirst, AccumulatorSpec spec) {
        int kept = Math.min(newestFirst.length, spec.limit());
        while (kept > 0 && newestFirst[0] - newestFirst[kept - 1] >= spec.windowMillis()) {
            kept--;
        }
        return new Instants(kept == newestFirst.length ? newestFirst : Arrays.copyOf(newestFirst, kept));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Instants instants && Arrays.equals(newestFirst, instants.newestFirst);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(newestFirst);
    }

    @Override
    public String toString() {
        return Arrays.toString(newestFirst);
    }
}
