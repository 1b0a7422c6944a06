package dev.millrace.segment.stream;

import dev.millrace.segment.time.PartitionClock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far time has come in a partition, in the store, so that a task that moves or starts again goes on from there, and a
 * standby can say how old its answer is.
 */
final class Progress {

    /** Everything stored before this instant has been taken into account. */
    static final String SETTLED = "settled";

    /** Timers due by this instant may fire. */
    static final String PASSED = "passed";

    private final KeyValueStore<String, Long> store;

    Progress(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(Stores.PROGRESS);
    }

    Instant settled() {
        return instant(SETTLED);
    }

    Instant passed() {
        return instant(PASSED);
    }

    void keep(PartitionClock clock) {
        keep(SETTLED, clock.settled());
        keep(PASSED, clock.passed());
    }

    private void keep(String what, Instant instant) {
        if (!instant.equals(instant(what))) {
            store.put(what, instant.toEpochMilli());
        }
    }

    private Instant instant(String what) {
        Long millis = store.get(what);
        return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(millis);
    }
}
