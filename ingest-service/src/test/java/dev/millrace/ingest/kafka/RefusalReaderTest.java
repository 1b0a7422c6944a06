package dev.millrace.ingest.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.DeadLetter;
import dev.millrace.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RefusalReaderTest {

    private static final long T0 = 1_700_000_000_000L;

    private final Topics topics = new Topics("t.");
    private final TopicPartition partition =
            new TopicPartition(topics.deadLetters().name(), 0);

    @Test
    void shouldKnowTheOrderOfWhatWasStoredInTheSameMillisecond() {
        int stored = 9;
        MockConsumer<byte[], byte[]> consumer = consumer(stored);
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < stored; offset++) {
                consumer.addRecord(refused(offset));
            }
        });

        List<Refusal> newest = new RefusalReader(() -> consumer, topics).newest(Optional.of("shop"), 4);

        assertThat(newest).extracting(Refusal::index).containsExactly(8, 7, 6, 5);
    }

    private MockConsumer<byte[], byte[]> consumer(long end) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node[] nobody = {};
        consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), nobody, nobody)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, end));
        return consumer;
    }

    private ConsumerRecord<byte[], byte[]> refused(int number) {
        Headers headers = DeadLetter.refusal("shop", "no-name", "event is missing", number, 2);
        return new ConsumerRecord<>(
                partition.topic(),
                0,
                number,
                T0,
                TimestampType.LOG_APPEND_TIME,
                4,
                2,
                "shop".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                headers,
                Optional.empty());
    }
}
