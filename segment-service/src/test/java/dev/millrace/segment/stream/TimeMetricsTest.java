package dev.millrace.segment.stream;

import static dev.millrace.segment.Events.ANNA;
import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Tick;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.membership.LogPosition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a partition's clock while it is behind. */
class TimeMetricsTest {

    private final OpenPartitions partitions = new OpenPartitions(Retention.DEFAULT);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KeyValueStore<Bytes, byte[]> due = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("due"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private PartitionTask task;
    private boolean isReadable = true;

    @BeforeEach
    void open() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        due.init(context.getStateStoreContext(), due);
        task = partitions.open(0);
        new TimeMetrics(partitions, this::dueIndex, 2).register(metrics);
        DueIndex index = new DueIndex(due, task);
        index.put(second(10), ANNA);
        index.put(second(20), ANNA);
        index.put(second(40), ANNA);
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> dueIndex(int partition) {
        if (!isReadable) {
            throw new InvalidStateStoreException("moves");
        }
        return due;
    }

    @Test
    void shouldTellHowFarAClockIsBehindAndHowManyTimersWait() {
        task.clock().settledAt(second(5));
        task.clock().saw(second(30));

        assertThat(gauge("millrace_clock_behind_seconds", 0)).isEqualTo(25);
        assertThat(gauge("millrace_timers_overdue", 0)).isEqualTo(2);
    }

    @Test
    void shouldNotWalkOverWhatHasFired() {
        task.clock().settledAt(second(5));
        task.clock().saw(second(30));
        DueIndex index = new DueIndex(due, task);
        index.delete(second(10), ANNA);
        index.dueBy(second(30), 100);
        index.put(second(25), ANNA);

        assertThat(gauge("millrace_timers_overdue", 0)).isEqualTo(2);
    }

    @Test
    void shouldTellOfNoTimersOnceAllThatIsKnownHasPassed() {
        task.clock().offer(new Tick(second(30), Map.of(), Map.of()), new LogPosition("clock", 0, 0, second(30)));
        task.clock().settledAt(second(30));
        task.clock().saw(second(30));

        assertThat(gauge("millrace_timers_overdue", 0)).isZero();
        assertThat(gauge("millrace_clock_behind_seconds", 0)).isLessThan(60);
    }

    @Test
    void shouldTellNothingOfAPartitionThatIsNotHereOrCantBeRead() {
        task.clock().settledAt(second(5));
        task.clock().saw(second(30));
        isReadable = false;

        assertThat(gauge("millrace_timers_overdue", 0)).isNaN();
        assertThat(gauge("millrace_timers_overdue", 1)).isNaN();
        assertThat(gauge("millrace_clock_behind_seconds", 1)).isNaN();
    }

    private double gauge(String name, int partition) {
        return metrics.get(name)
                .tag("partition", Integer.toString(partition))
                .gauge()
                .value();
    }

    private static Instant second(int second) {
        return T0.plusSeconds(second);
    }
}
