package dev.millrace.segment.stream;

import dev.millrace.contract.CustomerId;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps a fair sample of a task's customers at hand: an estimate over all of them reads these only. */
final class Sample {

    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;

    Sample(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.SAMPLE);
    }

    void add(CustomerId customer) {
        if (SampleKey.isSampled(customer)) {
            store.putIfAbsent(SampleKey.of(customer), NOTHING);
        }
    }

    void remove(CustomerId customer) {
        if (SampleKey.isSampled(customer)) {
            store.delete(SampleKey.of(customer));
        }
    }
}
