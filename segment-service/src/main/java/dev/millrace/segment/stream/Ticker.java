package dev.millrace.segment.stream;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes time into the log of the partitions this process owns. In each beat a mark asks the broker for its time; then the
 * end offsets are read; then the tick says that all stored before the mark lies below them.
 *
 * <p>The order matters: offsets read before the broker's time would miss an event stored in between.
 */
public final class Ticker {

    private static final long TIMEOUT_SECONDS = 10;

    private final Topic<byte[], Tick> clock;
    private final Collection<String> events;
    private final Admin admin;
    private final Producer<byte[], Tick> producer;

    public Ticker(Topics topics, Admin admin, Producer<byte[], Tick> producer) {
        this.clock = topics.clock();
        this.events = topics.events().stream().map(Topic::name).toList();
        this.admin = admin;
        this.producer = producer;
    }

    /**
     * @throws ExecutionException if the broker refused, and {@link TimeoutException} if it did not answer: the next beat
     *     says all that this one would have said
     */
    public void beat(Collection<Integer> partitions) throws InterruptedException, ExecutionException, TimeoutException {
        Map<Integer, Future<RecordMetadata>> marks = new LinkedHashMap<>();
        for (int partition : partitions) {
            marks.put(partition, send(partition, Tick.mark()));
        }
        Map<Integer, Instant> upTo = new LinkedHashMap<>();
        for (Map.Entry<Integer, Future<RecordMetadata>> mark : marks.entrySet()) {
            RecordMetadata stored = mark.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            upTo.put(mark.getKey(), Instant.ofEpochMilli(stored.timestamp()));
        }
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        for (Map.Entry<Integer, Instant> entry : upTo.entrySet()) {
            int partition = entry.getKey();
            Tick tick = new Tick(entry.getValue(), of(partition, ends), of(partition, starts));
            send(partition, tick).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Future<RecordMetadata> send(int partition, Tick tick) {
        return producer.send(new ProducerRecord<>(clock.name(), partition, null, tick));
    }

    private Map<TopicPartition, Long> offsets(Collection<Integer> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition : partitions) {
            events.forEach(topic -> asked.put(new TopicPartition(topic, partition), which));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answer =
                admin.listOffsets(asked).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Map<String, Long> of(int partition, Map<TopicPartition, Long> offsets) {
        Map<String, Long> byTopic = new HashMap<>();
        offsets.forEach((place, offset) -> {
            if (place.partition() == partition) {
                byTopic.put(place.topic(), offset);
            }
        });
        return byTopic;
    }
}
