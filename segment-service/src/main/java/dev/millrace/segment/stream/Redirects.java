package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.RedirectCodec;
import dev.millrace.segment.codec.SeenCodec;
import dev.millrace.segment.customer.Redirect;
import dev.millrace.segment.customer.SeenEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Where the ids of a task lead, until when that is remembered, and which events have gone that way. A redirect stands in the due index from its beginning on;
 * one that was used since goes back there when its entry falls due.
 */
final class Redirects {

    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, byte[]> seen;
    private final DueIndex due;
    private final Duration kept;

    Redirects(ProcessorContext<?, ?> context, PartitionTask task) {
        this.store = context.getStateStore(Stores.REDIRECTS);
        this.seen = context.getStateStore(Stores.SEEN);
        this.due = new DueIndex(context.getStateStore(Stores.DUE), task);
        this.kept = task.retention().redirects();
    }

    @Nullable
    Redirect get(CustomerId id) {
        byte[] bytes = store.get(id.value());
        return bytes == null ? null : RedirectCodec.decode(bytes);
    }

    void begin(CustomerId id, Redirect redirect) {
        put(id, redirect);
        due.put(redirect.used().plus(kept), id);
    }

    void put(CustomerId id, Redirect redirect) {
        store.put(id.value(), RedirectCodec.encode(redirect));
    }

    /** What came in for an id as long as it was a customer. */
    void sawBefore(CustomerId id, SeenEvents events) {
        seen.put(id.value(), SeenCodec.encode(events));
    }

    /**
     * What waited for it then.
     *
     * @param waited the ids of events to when they were stored
     */
    void sawBefore(CustomerId id, Map<String, Instant> waited) {
        if (waited.isEmpty()) {
            return;
        }
        SeenEvents events = seen(id);
        for (Map.Entry<String, Instant> event : waited.entrySet()) {
            events = events.with(event.getKey(), event.getValue());
        }
        sawBefore(id, events);
    }

    private SeenEvents seen(CustomerId id) {
        byte[] bytes = seen.get(id.value());
        return bytes == null ? SeenEvents.EMPTY : SeenCodec.decode(bytes);
    }

    /** Whether an event that came in for an id came in for it before; remembered now if it did not. */
    boolean sawBefore(CustomerId id, String event, Instant stored) {
        SeenEvents events = seen(id);
        if (events.contains(event, stored)) {
            return true;
        }
        sawBefore(id, events.with(event, stored));
        return false;
    }

    void delete(CustomerId id) {
        store.put(id.value(), null); // delete would read what it takes away
        seen.put(id.value(), null);
    }

    /** The id's entry fell due; whether its redirect has been out of use for so long that it goes. */
    boolean isForgotten(CustomerId id, Instant passed) {
        Redirect redirect = get(id);
        if (redirect == null) {
            return false;
        }
        Instant until = redirect.used().plus(kept);
        if (until.isAfter(passed)) {
            due.put(until, id);
            return false;
        }
        delete(id);
        return true;
    }
}
