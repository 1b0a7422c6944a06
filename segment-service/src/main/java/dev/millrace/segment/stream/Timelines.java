package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.RecentCodec;
import dev.millrace.segment.customer.PastEvent;
import dev.millrace.segment.customer.RecentEvents;
import dev.millrace.segment.customer.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The recent past of the customers of a task: for each the newest {@value Timeline#MAX_EVENTS} events at least. The newest lie in
 * the customer's record; each {@value RecentEvents#MOST} become an entry here, in a ring of places. So an event costs a quarter of
 * a write, however much the customer has done before; the entry that is pushed out is read only to remember how far back the
 * rest is complete.
 */
public final class Timelines {

    private static final int PLACES = Timeline.MAX_EVENTS / RecentEvents.MOST;
    private static final char SEPARATOR = '\0';
    private static final char AFTER = '\1';
    private static final char FIRST_PLACE = ' ';

    private final KeyValueStore<String, byte[]> store;

    Timelines(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.TIMELINE);
    }

    /**
     * @param recent what the customer's record holds
     */
    Timeline get(CustomerId customer, RecentEvents recent) {
        return read(store, customer, recent);
    }

    /**
     * Also for readers from outside the task: an entry that was made after the record was read is left out, for the record has its
     * events.
     */
    public static Timeline read(ReadOnlyKeyValueStore<String, byte[]> store, CustomerId customer, RecentEvents recent) {
        Timeline newest = RecentCodec.events(recent);
        List<PastEvent> events = new ArrayList<>(newest.events());
        Instant exactSince = newest.exactSince();
        try (KeyValueIterator<String, byte[]> all =
                store.range(customer.value() + SEPARATOR, customer.value() + AFTER)) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> stored = all.next();
                if (!isOf(customer, stored.key)) {
                    continue;
                }
                RecentCodec.Entry entry = RecentCodec.decode(stored.value);
                exactSince = later(exactSince, entry.exactSince());
                if (entry.number() <= recent.entries()) {
                    events.addAll(entry.events().events());
                }
            }
        }
        return Timeline.ofNewest(events, exactSince);
    }

    /** Makes an entry of a customer's newest events, if they are enough for one; their record goes on with the rest. */
    void put(CustomerId customer, RecentEvents recent) {
        if (!recent.isFull()) {
            return;
        }
        long number = recent.rest().entries();
        String key = key(customer, number);
        byte[] oldest = number > PLACES ? store.get(key) : null;
        Instant horizon =
                oldest == null ? Instant.EPOCH : RecentCodec.decode(oldest).exactSinceWithoutIt();
        store.put(key, RecentCodec.encode(recent, horizon));
    }

    /** Puts a past in the place of what was remembered, such as of two customers who turned out to be one. */
    void replace(CustomerId customer, Timeline past) {
        delete(customer);
        divide(past, full -> put(customer, full));
    }

    /** What the record of a customer with this past holds of it. */
    static RecentEvents recent(Timeline past) {
        return divide(past, full -> {});
    }

    /** Oldest first; what is left is not enough for an entry. */
    private static RecentEvents divide(Timeline past, Consumer<RecentEvents> entries) {
        RecentEvents recent = RecentEvents.EMPTY;
        for (int i = past.events().size() - 1; i >= 0; i--) {
            recent = RecentCodec.add(recent, past.events().get(i), past.exactSince());
            if (recent.isFull()) {
                entries.accept(recent);
            }
            recent = recent.rest();
        }
        return recent;
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

    private static String key(CustomerId customer, long number) {
        return customer.value() + SEPARATOR + (char) (FIRST_PLACE + Math.floorMod(number, PLACES));
    }

    private static Instant later(Instant some, Instant other) {
        return some.isAfter(other) ? some : other;
    }
}
