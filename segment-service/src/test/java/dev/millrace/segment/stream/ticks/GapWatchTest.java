package dev.millrace.segment.stream.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Tick;
import dev.millrace.segment.Events;
import dev.millrace.segment.membership.LogPosition;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import dev.millrace.segment.time.Gap;
import dev.millrace.segment.time.PartitionClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GapWatchTest {

    private static final TopicPartition CART = new TopicPartition("cart", 0);

    private final OpenPartitions partitions = new OpenPartitions();
    private final PartitionTask task = partitions.open(0);
    private final List<MockConsumer<byte[], byte[]>> consumers = new ArrayList<>();
    private int asked;

    @Test
    void shouldFindTheGapBeforeTheNextRecord() {
        assertThat(offsets(7).at(CART, 5)).contains(new Gap("cart", 5, 7));
    }

    @Test
    void shouldFindNoGapWhereARecordIs() {
        assertThat(offsets(5).at(CART, 5)).isEmpty();
    }

    @Test
    void shouldFindNoGapWhereNothingIsKnownYet() {
        assertThat(offsets(-1).at(CART, 5)).isEmpty();
    }

    @Test
    void shouldLookOnlyWhereTimeWaitedSinceTheLastLook() {
        PartitionClock clock = new PartitionClock(Map.of("cart", 5L));
        task.startAt(clock);
        GapWatch watch = new GapWatch(partitions, offsets(7));
        clock.offer(new Tick(Events.T0, Map.of("cart", 7L), Map.of()), new LogPosition("clock", 0, 0, Events.T0));
        clock.noteWaiting();

        watch.look();
        assertThat(asked).isZero();
        watch.look();

        assertThat(asked).isEqualTo(1);
        assertThat(clock.advance()).isTrue();
    }

    @Test
    void shouldAskAboutAllPlacesByOneConsumer() {
        PartitionTask other = partitions.open(1);
        for (PartitionTask each : List.of(task, other)) {
            PartitionClock clock = new PartitionClock(Map.of("cart", 5L));
            each.startAt(clock);
            clock.offer(
                    new Tick(Events.T0, Map.of("cart", 7L), Map.of()),
                    new LogPosition("clock", each.partition(), 0, Events.T0));
            clock.noteWaiting();
        }
        GapWatch watch = new GapWatch(partitions, offsets(7));

        watch.look();
        watch.look();
        assertThat(asked).isEqualTo(1);
        watch.look();

        assertThat(asked).isEqualTo(2);
        assertThat(consumers).allMatch(MockConsumer::closed);
    }

    /** @param next the offset of the only record; none if negative */
    private EmptyOffsets offsets(long next) {
        return new EmptyOffsets(() -> {
            asked++;
            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
            consumers.add(consumer);
            consumer.schedulePollTask(() -> {
                consumer.updateBeginningOffsets(Map.of(CART, 0L));
                if (next >= 0) {
                    consumer.addRecord(new ConsumerRecord<>("cart", 0, next, new byte[0], new byte[0]));
                }
            });
            return consumer;
        });
    }
}
