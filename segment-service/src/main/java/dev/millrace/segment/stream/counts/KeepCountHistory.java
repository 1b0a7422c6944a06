package dev.millrace.segment.stream.counts;

import dev.millrace.segment.stream.Stores;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Notes the number of members of each segment once a minute of log time, where it has changed. After a restart all are noted
 * once more, which changes nothing.
 */
public final class KeepCountHistory extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private final Map<String, Long> noted = new HashMap<>();
    private Instant minute = Instant.EPOCH;
    private Parts parts = Parts.NONE;

    /** What is there once the task is. */
    private record Parts(KeyValueStore<String, Long> counts, KeyValueStore<Bytes, byte[]> history) {

        @SuppressWarnings("NullAway") // replaced in init, before any record
        static final Parts NONE = new Parts(null, null);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        parts = new Parts(context.getStateStore(Stores.COUNTS), context.getStateStore(Stores.COUNT_HISTORY));
    }

    /** Ticks come several times a second; the first one in a minute tells what the count was until then. */
    @Override
    public void process(Record<byte[], byte[]> tick) {
        Instant now = CountSeries.MINUTES.slotOf(Instant.ofEpochMilli(tick.timestamp()));
        if (!now.isAfter(minute)) {
            return;
        }
        minute = now;
        Instant until = now.minusMillis(1);
        try (KeyValueIterator<String, Long> counts = parts.counts.all()) {
            while (counts.hasNext()) {
                KeyValue<String, Long> count = counts.next();
                if (!count.value.equals(noted.put(count.key, count.value))) {
                    note(count.key, until, count.value);
                }
            }
        }
    }

    private void note(String segment, Instant until, long count) {
        for (CountSeries series : CountSeries.values()) {
            Instant slot = series.slotOf(until);
            parts.history.put(CountKey.of(segment, series, series.place(slot)), CountKey.value(until, count));
        }
    }
}
