package dev.millrace.segment.codec;

import dev.millrace.segment.customer.Accumulator;
import dev.millrace.segment.customer.Accumulators;
import dev.millrace.segment.customer.Dimension;
import dev.millrace.segment.customer.Ends;
import dev.millrace.segment.customer.Instants;
import dev.millrace.segment.customer.LastSeen;
import dev.millrace.segment.customer.NameMap;
import dev.millrace.segment.customer.Rows;
import dev.millrace.segment.customer.Slices;
import dev.millrace.segment.customer.Tally;
import dev.millrace.segment.customer.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What rules have kept, for one record: instants as the distance from the one before, newest first. */
final class AccumulatorCodec {

    private static final int TALLY = 0;
    private static final int INSTANTS = 1;
    private static final int TOTALS = 2;
    private static final int ENDS = 3;
    private static final int LAST_SEEN = 4;
    private static final int ROWS = 5;

    private final Repeats keys = new Repeats();
    private final Repeats orders = new Repeats();

    void write(ByteWriter out, Accumulators accumulators) {
        out.unsigned(accumulators.size());
        accumulators.forEach((key, accumulator) -> {
            keys.write(out, key);
            write(out, accumulator);
        });
    }

    Accumulators readAccumulators(ByteReader in) {
        int size = in.size();
        int[] places = new int[size];
        Accumulator[] values = new Accumulator[size];
        for (int i = 0; i < size; i++) {
            places[i] = keys.read(in);
            if (i > 0 && places[i - 1] >= places[i]) {
                throw new UnreadableState("accumulators out of order");
            }
            values[i] = readAccumulator(in);
        }
        return Accumulators.ofSorted(places, values);
    }

    void write(ByteWriter out, Slices slices) {
        out.unsigned(slices.byDimension().size());
        slices.byDimension().forEach((dimension, kept) -> {
            out.octet(dimension.ordinal());
            out.unsigned(kept.size());
            kept.forEach((value, it) -> {
                out.text(value);
                out.instant(it.last());
                write(out, it.accumulators());
            });
        });
    }

    Slices readSlices(ByteReader in) {
        int dimensions = in.size();
        if (dimensions == 0) {
            return Slices.EMPTY;
        }
        Map<Dimension, NameMap<Slices.Kept>> slices = new TreeMap<>();
        for (int left = dimensions; left > 0; left--) {
            Dimension dimension = dimension(in.octet());
            Map<String, Slices.Kept> kept = new TreeMap<>();
            for (int more = in.size(); more > 0; more--) {
                String value = in.text();
                Instant last = in.instant();
                kept.put(value, new Slices.Kept(last, readAccumulators(in)));
            }
            slices.put(dimension, NameMap.copyOf(kept));
        }
        return new Slices(slices);
    }

    private static Dimension dimension(int ordinal) {
        Dimension[] dimensions = Dimension.values();
        if (ordinal >= dimensions.length) {
            throw new UnreadableState("a slice of dimension " + ordinal);
        }
        return dimensions[ordinal];
    }

    private void write(ByteWriter out, Accumulator accumulator) {
        if (accumulator instanceof Tally tally) {
            out.octet(TALLY);
            out.unsigned(tally.count());
            out.signed(tally.last());
            out.unsigned(tally.last() - tally.first());
        } else if (accumulator instanceof Instants instants) {
            out.octet(INSTANTS);
            out.unsigned(instants.newestFirst().length);
            long before = 0;
            for (long at : instants.newestFirst()) {
                out.signed(before - at);
                before = at;
            }
        } else if (accumulator instanceof Totals totals) {
            out.octet(TOTALS);
            out.unsigned(totals.count());
            out.decimal(totals.sum());
            out.decimal(totals.min());
            out.decimal(totals.max());
        } else if (accumulator instanceof Ends ends) {
            write(out, ends);
        } else if (accumulator instanceof LastSeen seen) {
            out.octet(LAST_SEEN);
            out.unsigned(seen.byValue().size());
            seen.byValue().forEach((value, at) -> {
                out.text(value);
                out.signed(at);
            });
        } else {
            write(out, (Rows) accumulator);
        }
    }

    private void write(ByteWriter out, Ends ends) {
        out.octet(ENDS);
        out.flag(ends.first() != null);
        if (ends.first() != null && ends.last() != null) {
            out.signed(ends.firstAt());
            ValueCodec.write(out, ends.first());
            out.signed(ends.lastAt());
            ValueCodec.write(out, ends.last());
        }
    }

    private void write(ByteWriter out, Rows rows) {
        out.octet(ROWS);
        out.unsigned(rows.newestFirst().size());
        long before = 0;
        for (Rows.Row row : rows.newestFirst()) {
            out.signed(before - row.at());
            before = row.at();
            orders.write(out, row.order());
            ValueCodec.write(out, row.value());
        }
    }

    private Accumulator readAccumulator(ByteReader in) {
        int form = in.octet();
        return switch (form) {
            case TALLY -> {
                long count = in.unsigned();
                long last = in.signed();
                yield new Tally(count, last - in.unsigned(), last);
            }
            case INSTANTS -> readInstants(in);
            case TOTALS -> new Totals(in.unsigned(), in.decimal(), in.decimal(), in.decimal());
            case ENDS ->
                in.flag()
                        ? new Ends(in.signed(), ValueCodec.read(in), in.signed(), ValueCodec.read(in))
                        : new Ends(0, null, 0, null);
            case LAST_SEEN -> readLastSeen(in);
            case ROWS -> readRows(in);
            default -> throw new UnreadableState("an accumulator of form " + form);
        };
    }

    private Accumulator readInstants(ByteReader in) {
        long[] instants = new long[in.size()];
        long before = 0;
        for (int i = 0; i < instants.length; i++) {
            before -= in.signed();
            instants[i] = before;
        }
        return new Instants(instants);
    }

    private Accumulator readLastSeen(ByteReader in) {
        SortedMap<String, Long> seen = new TreeMap<>();
        for (int left = in.size(); left > 0; left--) {
            String value = in.text();
            seen.put(value, in.signed());
        }
        return new LastSeen(seen);
    }

    private Accumulator readRows(ByteReader in) {
        int size = in.size();
        List<Rows.Row> rows = new ArrayList<>(size);
        long before = 0;
        for (int left = size; left > 0; left--) {
            before -= in.signed();
            int order = orders.read(in);
            rows.add(new Rows.Row(before, order, ValueCodec.read(in)));
        }
        return new Rows(rows);
    }
}
