package dev.millrace.segment.stream;

import dev.millrace.segment.customer.CustomerEvent;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which events arrived in the last day, by the customer they were written for and their id. Each window of time is a segment
 * of its own on disk, so that a day later it is dropped as a whole. A look-up asks each window for the key, which its bloom
 * filter answers from memory for an event that is new; a scan over the windows would ask the disk.
 */
final class SeenEvents {

    private static final byte[] NOTHING = {};
    private static final long WINDOW = Stores.SEEN_WINDOW.toMillis();

    private final WindowStore<String, byte[]> store;
    private long newest;

    SeenEvents(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.SEEN);
    }

    /** Remembers the event; false if it was known already. */
    boolean add(CustomerEvent event, long timestamp) {
        String key = event.customer() + "|" + event.id();
        newest = Math.max(newest, timestamp);
        long oldest = windowOf(newest - Stores.SEEN_KEPT.toMillis());
        for (long window = windowOf(newest); window >= oldest; window -= WINDOW) {
            if (store.fetch(key, window) != null) {
                return false;
            }
        }
        store.put(key, NOTHING, windowOf(timestamp));
        return true;
    }

    private static long windowOf(long millis) {
        return Math.max(0, millis - Math.floorMod(millis, WINDOW));
    }
}
