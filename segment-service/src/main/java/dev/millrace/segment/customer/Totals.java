package dev.millrace.segment.customer;

import java.math.BigDecimal;
import java.util.List;

/** Sum and extremes of numbers; of no meaning while the count is 0. */
public record Totals(long count, BigDecimal sum, BigDecimal min, BigDecimal max) implements Accumulator {

    static final Totals EMPTY = new Totals(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    @Override
    public Totals plus(long at, List<Trait.Value> values, AccumulatorSpec spec) {
        Totals totals = this;
        for (Trait.Value value : values) {
            if (value instanceof Trait.Value.Number number) {
                totals = totals.merged(new Totals(1, number.number(), number.number(), number.number()));
            }
        }
        return totals;
    }

    @Override
    public Totals merge(Accumulator other, AccumulatorSpec spec) {
        return merged((Totals) other);
    }

    private Totals merged(Totals other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        return new Totals(count + other.count, sum.add(other.sum), min.min(other.min), max.max(other.max));
    }
}
