package dev.millrace.segment.customer;

import java.util.List;

/**
 * What is kept of many events for one aggregate: no more than its answer needs. Immutable. Adding the same entries in any
 * order, or to two that are then merged, gives the same.
 */
public sealed interface Accumulator permits Tally, Instants, Totals, Ends, LastSeen, Rows {

    Accumulator plus(long at, List<Trait.Value> values, AccumulatorSpec spec);

    /** Of the same form, from another customer. */
    Accumulator merge(Accumulator other, AccumulatorSpec spec);

    static Accumulator empty(AccumulatorSpec.Form form) {
        return switch (form) {
            case TALLY -> Tally.EMPTY;
            case INSTANTS -> Instants.EMPTY;
            case TOTALS -> Totals.EMPTY;
            case ENDS -> Ends.EMPTY;
            case LAST_SEEN -> LastSeen.EMPTY;
            case ROWS -> Rows.EMPTY;
        };
    }
}
