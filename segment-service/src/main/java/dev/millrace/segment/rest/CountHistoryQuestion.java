package dev.millrace.segment.rest;

import dev.millrace.segment.query.Hop;
import dev.millrace.segment.query.PartitionView;
import dev.millrace.segment.query.Question;
import dev.millrace.segment.stream.Stores;
import dev.millrace.segment.stream.counts.CountKey;
import dev.millrace.segment.stream.counts.CountSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * How many members a segment had at the end of each slot up to an instant. Counts are noted when they change; in between they
 * stayed what they were.
 */
record CountHistoryQuestion(String segment, CountSeries series, Instant until)
        implements Question<CountHistoryQuestion.Told> {

    static final String PATH = "/api/partitions/count-history";

    /** Before the first note. */
    static final long NOTHING = -1;

    /** @param counts oldest first, one for each slot of the series */
    public record Told(List<Long> counts) {}

    @Override
    public Told here(List<PartitionView> partitions) {
        List<List<Long>> all = new ArrayList<>();
        for (PartitionView partition : partitions) {
            Long now = partition.<String, Long>store(Stores.COUNTS).get(segment);
            all.add(counts(notes(partition), now == null ? NOTHING : now));
        }
        return sum(all.stream().map(Told::new).toList());
    }

    private NavigableMap<Instant, Long> notes(PartitionView partition) {
        NavigableMap<Instant, Long> notes = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> range = partition
                .<Bytes, byte[]>store(Stores.COUNT_HISTORY)
                .range(CountKey.first(segment), CountKey.last(segment))) {
            range.forEachRemaining(entry -> {
                CountKey.At at = CountKey.read(entry.value);
                notes.put(at.instant(), at.count());
            });
        }
        return notes;
    }

    private List<Long> counts(NavigableMap<Instant, Long> notes, long now) {
        List<Long> counts = new ArrayList<>();
        for (Instant slot : slots()) {
            Map.Entry<Instant, Long> last = notes.lowerEntry(slot.plus(series.step()));
            boolean current = slot.equals(series.slotOf(until));
            counts.add(current && now != NOTHING ? Long.valueOf(now) : last == null ? NOTHING : last.getValue());
        }
        return counts;
    }

    /** Oldest first. */
    List<Instant> slots() {
        List<Instant> slots = new ArrayList<>();
        Instant newest = series.slotOf(until);
        for (int back = series.slots() - 1; back >= 0; back--) {
            slots.add(newest.minus(series.step().multipliedBy(back)));
        }
        return slots;
    }

    static Told sum(List<Told> parts) {
        List<Long> sum = new ArrayList<>();
        for (int slot = 0; slot < parts.get(0).counts().size(); slot++) {
            long total = NOTHING;
            for (Told part : parts) {
                long count = part.counts().get(slot);
                total = count == NOTHING ? total : Math.max(total, 0) + count;
            }
            sum.add(total);
        }
        return new Told(sum);
    }

    @Override
    public Hop there(Set<Integer> partitions) {
        return Hop.get(PATH + "?segment=" + segment + "&by=" + series + "&until=" + until, Hop.PATIENT);
    }

    @Override
    public Class<Told> type() {
        return Told.class;
    }
}
