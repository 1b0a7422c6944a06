package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.codec.TimelineCodec;
import dev.millrace.segment.customer.Timeline;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The recent past of the customers of a task. */
final class Timelines {

    private final KeyValueStore<String, byte[]> store;

    Timelines(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.TIMELINE);
    }

    Timeline get(CustomerId customer) {
        byte[] known = store.get(customer.value());
        return known == null ? Timeline.EMPTY : TimelineCodec.decode(known);
    }

    void put(CustomerId customer, Timeline timeline) {
        store.put(customer.value(), TimelineCodec.encode(timeline));
    }

    void delete(CustomerId customer) {
        store.delete(customer.value());
    }
}
