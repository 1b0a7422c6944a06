package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.CustomerId;
import dev.millrace.segment.identity.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a scan of the index starts: after a long outage it must not walk over all that has fired already. */
class DueIndexTest {

    private final PartitionTask task = new OpenPartitions(Retention.DEFAULT).open(0);
    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("due"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final DueIndex index = new DueIndex(store, task);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Test
    void shouldStartAtTheFirstThatTheLastScanFoundAlsoAmongManyOfOneInstant() {
        List<CustomerId> everybody = IntStream.range(1000, 1300)
                .mapToObj(n -> CustomerId.of("user:" + n))
                .toList();
        everybody.forEach(id -> index.put(T0, id));

        List<CustomerId> fired = new ArrayList<>();
        for (List<DueIndex.Entry> due = index.dueBy(T0, 100); !due.isEmpty(); due = index.dueBy(T0, 100)) {
            assertThat(task.dueFrom()).isEqualTo(firstKey());
            due.forEach(entry -> index.delete(entry.due(), entry.customer()));
            due.forEach(entry -> fired.add(entry.customer()));
        }

        assertThat(fired).isEqualTo(everybody);
        assertThat(task.dueFrom()).isEqualTo(DueIndex.from(T0.plusMillis(1)));
    }

    @Test
    void shouldFindWhatIsPutInBeforeThePlaceWhereTheLastScanEnded() {
        index.put(second(10), CustomerId.of("user:b"));
        index.put(second(20), CustomerId.of("user:b"));
        take(second(10));
        take(second(15));

        index.put(second(10), CustomerId.of("user:a"));

        assertThat(take(second(30))).containsExactly(second(10), second(20));
    }

    @Test
    void shouldFindWhatIsPutInBehindTheFirstWhileABatchIsDealtWith() {
        index.put(second(10), CustomerId.of("user:a"));
        index.put(second(20), CustomerId.of("user:b"));
        index.dueBy(second(30), 1);
        index.delete(second(10), CustomerId.of("user:a"));
        index.put(second(11), CustomerId.of("user:a"));

        assertThat(take(second(30))).containsExactly(second(11), second(20));
    }

    private List<Instant> take(Instant upTo) {
        List<DueIndex.Entry> due = index.dueBy(upTo, 100);
        due.forEach(entry -> index.delete(entry.due(), entry.customer()));
        return due.stream().map(DueIndex.Entry::due).toList();
    }

    private Bytes firstKey() {
        try (var all = store.all()) {
            return all.next().key;
        }
    }

    private static Instant second(int second) {
        return T0.plusSeconds(second);
    }
}
