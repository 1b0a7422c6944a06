package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.PastEventCodec;
import dev.millrace.segment.codec.PastEventCodec.Remembered;
import dev.millrace.segment.customer.CustomerState;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The recent past of the customers of a task: for each the newest {@value Timeline#MAX_EVENTS} events, each an entry of its own
 * in a ring of places. So an event costs one write of its own size, however much the customer has done before; the one that
 * it pushes out is read only to remember how far back the rest is complete.
 */
public final class Timelines {

    private static final char SEPARATOR = '\0';
    private static final char AFTER = '\1';
    private static final char FIRST_PLACE = ' ';

    private final KeyValueStore<String, byte[]> store;

    Timelines(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.TIMELINE);
    }

    Timeline get(CustomerId customer) {
        return read(store, customer);
    }

    /** Also for readers from outside the task. */
    public static Timeline read(ReadOnlyKeyValueStore<String, byte[]> store, CustomerId customer) {
        List<PastEvent> events = new ArrayList<>();
        Instant exactSince = Instant.EPOCH;
        try (KeyValueIterator<String, byte[]> all =
                store.range(customer.value() + SEPARATOR, customer.value() + AFTER)) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                if (!isOf(customer, entry.key)) {
                    continue;
                }
                Remembered remembered = PastEventCodec.decode(entry.value);
                events.add(remembered.event());
                exactSince = later(exactSince, remembered.horizon());
            }
        }
        return new Timeline(events, exactSince);
    }

    /**
     * Remembers an event that was folded.
     *
     * @param after the customer with the event folded in
     */
    void add(CustomerId customer, PastEvent event, CustomerState before, CustomerState after) {
        long count = after.eventCount();
        if (count > before.eventCount()) {
            put(customer, event, count);
        }
    }

    private void put(CustomerId customer, PastEvent event, long count) {
        String key = key(customer, count);
        byte[] oldest = count > Timeline.MAX_EVENTS ? store.get(key) : null;
        Instant horizon = oldest == null ? Instant.EPOCH : horizonWithout(PastEventCodec.decode(oldest));
        store.put(key, PastEventCodec.encode(new Remembered(event, horizon)));
    }

    private static Instant horizonWithout(Remembered oldest) {
        return later(oldest.horizon(), oldest.event().at());
    }

    /** Puts a past in the place of what was remembered, such as of two customers who turned out to be one. */
    void replace(CustomerId customer, Timeline past, CustomerState state) {
        delete(customer);
        long count = state.eventCount() - past.events().size();
        for (int i = past.events().size() - 1; i >= 0; i--) {
            count++;
            Remembered remembered = new Remembered(past.events().get(i), past.exactSince());
            store.put(key(customer, count), PastEventCodec.encode(remembered));
        }
    }

    void delete(CustomerId customer) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                store.range(customer.value() + SEPARATOR, customer.value() + AFTER)) {
            while (all.hasNext()) {
                String key = all.next().key;
                if (isOf(customer, key)) {
                    keys.add(key);
                }
            }
        }
        keys.forEach(store::delete);
    }

    /** An id may hold any character, also the one that stands before the place. */
    private static boolean isOf(CustomerId customer, String key) {
        return key.length() == customer.value().length() + 2;
    }

    private static String key(CustomerId customer, long count) {
        return customer.value() + SEPARATOR + (char) (FIRST_PLACE + Math.floorMod(count, Timeline.MAX_EVENTS));
    }

    private static Instant later(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }
}
