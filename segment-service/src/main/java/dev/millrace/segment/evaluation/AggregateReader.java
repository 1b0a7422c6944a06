package dev.millrace.segment.evaluation;

import dev.millrace.segment.customer.Accumulator;
import dev.millrace.segment.customer.Ends;
import dev.millrace.segment.customer.EventTally;
import dev.millrace.segment.customer.Instants;
import dev.millrace.segment.customer.LastSeen;
import dev.millrace.segment.customer.OrderLedger;
import dev.millrace.segment.customer.Rows;
import dev.millrace.segment.customer.Tally;
import dev.millrace.segment.customer.Totals;
import dev.millrace.segment.rule.Operand.Function;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an aggregate from where it is kept: the order ledger, the tallies of all events, or an accumulator. */
final class AggregateReader implements Reader {

    private static final Entries NONE = new Entries.OfRows(List.of(), false);

    private final Place place;
    private final Function function;
    private final boolean ofProperty;
    private final WindowSpan span;
    private final Aggregating aggregating;

    /** Where it is kept. */
    sealed interface Place {

        record Orders() implements Place {}

        record Events(String name) implements Place {}

        /**
         * @param ofTotals whether the totals of orders are kept, less refunds
         */
        record Kept(int key, boolean ofTotals) implements Place {}

        /** The rules in force don't keep it. */
        record Nowhere() implements Place {}
    }

    AggregateReader(Place place, Function function, boolean ofProperty, WindowSpan span, int limit) {
        this.place = place;
        this.function = function;
        this.ofProperty = ofProperty;
        this.span = span;
        this.aggregating = new Aggregating(function, ofProperty, span, limit);
    }

    @Override
    public Curve read(Subject subject, long at) {
        Reader since = span.since();
        if (since == null) {
            return read(subject, span.slides() ? at - span.length() : Long.MIN_VALUE, at);
        }
        Curve start = since.read(subject, at);
        return start instanceof Curve.Line line
                ? read(subject, line.millis(), at).endingAt(start.until())
                : new Curve.Unknown(start.until());
    }

    private Curve read(Subject subject, long after, long at) {
        if (place instanceof Place.Orders) {
            OrderLedger orders = subject.state().orders();
            return after == Long.MIN_VALUE && aggregatesWhole()
                    ? ofAll(orders)
                    : aggregating.over(new Entries.OfOrders(orders, ofProperty), after, at);
        }
        if (place instanceof Place.Events events) {
            EventTally tally = subject.state().events().get(events.name());
            return tally == null
                    ? nothing()
                    : ofTally(
                            tally.count(),
                            tally.first().toEpochMilli(),
                            tally.last().toEpochMilli(),
                            after);
        }
        return place instanceof Place.Kept kept
                ? read(subject.accumulators().get(kept.key()), after, at)
                : Curve.Unknown.ALWAYS;
    }

    private boolean ofTotals() {
        return place instanceof Place.Kept kept && kept.ofTotals();
    }

    private boolean aggregatesWhole() {
        return function == Function.COUNT || function == Function.SUM || function == Function.FIRST && !ofProperty;
    }

    /** Also of orders that no longer stand one by one. */
    private Curve ofAll(OrderLedger orders) {
        if (function == Function.COUNT) {
            return Curve.Line.still(orders.count());
        }
        if (function == Function.SUM) {
            return Curve.Line.still(orders.total());
        }
        Instant first = orders.first();
        return first == null ? Curve.Unknown.ALWAYS : Curves.instant(first.toEpochMilli());
    }

    private Curve read(@Nullable Accumulator kept, long after, long at) {
        if (kept == null) {
            return nothing();
        }
        if (kept instanceof Tally tally) {
            return ofTally(tally.count(), tally.first(), tally.last(), after);
        }
        if (kept instanceof Instants instants) {
            return function == Function.COUNT
                    ? aggregating.count(instants.newestFirst(), after, at)
                    : aggregating.over(new Entries.OfInstants(instants.newestFirst()), after, at);
        }
        if (kept instanceof Totals totals) {
            return totals.count() == 0 ? nothing() : ofTotals(totals);
        }
        if (kept instanceof Ends ends) {
            return Curves.of(function == Function.FIRST ? ends.first() : ends.last());
        }
        return kept instanceof LastSeen seen
                ? distinct(seen, after, at)
                : aggregating.over(new Entries.OfRows(((Rows) kept).newestFirst(), ofTotals()), after, at);
    }

    private Curve nothing() {
        return aggregating.over(NONE, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private Curve ofTally(long count, long first, long last, long after) {
        if (function == Function.COUNT) {
            return Curve.Line.still(count);
        }
        if (function == Function.FIRST) {
            return Curves.instant(first);
        }
        return last <= after ? Curve.Unknown.ALWAYS : Curves.instant(last).endingAt(span.end(last));
    }

    private Curve ofTotals(Totals totals) {
        return switch (function) {
            case AVG ->
                new Curve.Fraction(totals.sum(), BigDecimal.ZERO, BigDecimal.valueOf(totals.count()), Answer.NEVER);
            case MIN -> Curve.Line.still(totals.min());
            case MAX -> Curve.Line.still(totals.max());
            default -> Curve.Line.still(totals.sum());
        };
    }

    private Curve distinct(LastSeen seen, long after, long at) {
        long count = 0;
        long oldest = Long.MAX_VALUE;
        for (long last : seen.byValue().values()) {
            if (last > after && last <= at) {
                count++;
                oldest = Math.min(oldest, last);
            }
        }
        return Curve.Line.still(count, count == 0 ? Answer.NEVER : span.end(oldest));
    }
}
