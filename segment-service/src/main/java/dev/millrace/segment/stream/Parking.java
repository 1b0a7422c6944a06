package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.customer.Links;
import dev.millrace.segment.evaluation.Verdict;
import dev.millrace.segment.identity.Belongings;
import dev.millrace.segment.membership.Customer;
import dev.millrace.segment.membership.LogPosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events that wait until time has come as far as they have: one that is read before an event stored earlier in another topic
 * must not decide its customer's timers without it. They lie on disk, by customer and then by when they happened; the
 * customer's record says when the first of them did, so an ordinary event costs no look-up.
 */
final class Parking {

    private final KeyValueStore<Bytes, byte[]> store;
    private final ParkedEvents layout = new ParkedEvents();
    private final Counter parked = Metrics.counter("millrace_events_parked");
    private final Counter released = Metrics.counter("millrace_events_released");

    Parking(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.PARKED);
    }

    /** Puts an event aside; the customer, who is to be stored, then wakes for it. */
    Customer park(Arrival arrival, Customer customer) {
        store.put(layout.key(arrival), layout.value(arrival));
        parked.increment();
        boolean isFirst = arrival.at().isBefore(customer.watch().parked());
        return isFirst ? customer.withWatch(customer.watch().parkedFrom(arrival.at())) : customer;
    }

    /** Puts aside what was known under another id, until time has come as far as its newest event. */
    Customer park(CustomerId id, Belongings moved, LogPosition position, Customer customer) {
        Instant at = Objects.requireNonNull(moved.customer().state().lastSeen(), "who was never seen need not wait");
        // which ids the customer claims is settled when they come, and may have changed when this goes on
        Belongings alone = new Belongings(moved.customer().withLinks(Links.EMPTY), moved.timeline(), moved.rules());
        store.put(layout.key(id, at, position), layout.value(alone, position));
        boolean isFirst = at.isBefore(customer.watch().parked());
        return isFirst ? customer.withWatch(customer.watch().parkedFrom(at)) : customer;
    }

    /** Where what waits for a customer begins. */
    Bytes start(CustomerId customer) {
        return layout.first(customer);
    }

    /**
     * What waits longest for a customer, and what then.
     *
     * @param from nothing waits before it: the key of what was let go last, because a store pays for each deleted entry that
     *     it walks over
     */
    Parked first(CustomerId customer, Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(from, layout.last(customer))) {
            if (!waiting.hasNext()) {
                return Parked.NOTHING;
            }
            KeyValue<Bytes, byte[]> first = waiting.next();
            Instant next = waiting.hasNext() ? layout.at(waiting.peekNextKey(), customer) : Verdict.NEVER;
            return layout.holdsBelongings(first.value)
                    ? new Parked(first.key, null, layout.moved(customer, first.key, first.value), next)
                    : new Parked(first.key, layout.arrival(customer, first.key, first.value), null, next);
        }
    }

    void remove(Parked waiting) {
        store.delete(waiting.key());
        if (waiting.arrival() != null) {
            released.increment();
        }
    }

    /** Empties what waits for a customer whose state goes elsewhere or is erased, in order of time. */
    void takeAll(CustomerId customer, Consumer<Arrival> events, Consumer<Belongings> belongings) {
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(layout.first(customer), layout.last(customer))) {
            while (waiting.hasNext()) {
                KeyValue<Bytes, byte[]> entry = waiting.next();
                store.delete(entry.key);
                if (layout.holdsBelongings(entry.value)) {
                    belongings.accept(
                            layout.moved(customer, entry.key, entry.value).belongings());
                } else {
                    events.accept(layout.arrival(customer, entry.key, entry.value));
                    released.increment();
                }
            }
        }
    }
}
