package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerEvent;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Which events came in lately, by the customer they name themselves and their id: each counts once. */
final class SeenEvents {

    private static final byte[] NOTHING = {};

    private final WindowStore<String, byte[]> store;

    SeenEvents(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.SEEN);
    }

    /** Remembers the event; false if it was known already. */
    boolean add(CustomerEvent event, long timestamp) {
        String key = event.customer() + "|" + event.id();
        long earliest = Math.max(0, timestamp - Stores.seenKept().toMillis());
        try (WindowStoreIterator<byte[]> before = store.fetch(key, earliest, Long.MAX_VALUE)) {
            if (before.hasNext()) {
                return false;
            }
        }
        store.put(key, NOTHING, timestamp);
        return true;
    }
}
