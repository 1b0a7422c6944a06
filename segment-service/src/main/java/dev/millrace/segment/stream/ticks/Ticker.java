package dev.millrace.segment.stream.ticks;

import dev.millrace.contract.Tick;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes time into the log of the partitions this process owns. In each beat a mark asks the broker for its time; then the
 * end offsets are read; then the tick says that all stored before the mark lies below them.
 *
 * <p>The order matters: offsets read before the broker's time would miss an event stored in between. Read later they do no
 * harm, so a partition whose broker is slow or away takes its time, over more than one beat, and the others don't wait for it.
 */
final class Ticker {

    private static final int ANSWERED_WITHIN_MILLIS = 10_000;

    /**
     * What became of a beat.
     *
     * @param written partitions that have a new tick
     * @param failed partitions where the broker refused, and why; the next beat tells all that this one would have
     */
    record Beat(Set<Integer> written, Map<Integer, Throwable> failed) {}

    private final Topic<byte[], Tick> clock;
    private final List<String> events;
    private final Admin admin;
    private final Producer<byte[], Tick> producer;
    private final Duration patience;
    private final Map<Integer, TickStage> stages = new TreeMap<>();

    /**
     * @param patience for so long a beat waits for each answer; what has not come then is for a later one
     */
    Ticker(Topics topics, Admin admin, Producer<byte[], Tick> producer, Duration patience) {
        this.clock = topics.clock();
        this.events = topics.events().stream().map(Topic::name).toList();
        this.admin = admin;
        this.producer = producer;
        this.patience = patience;
    }

    /** Begins a tick in each partition that has none on its way, and brings all of them as far as the broker lets it. */
    Beat beat(Collection<Integer> partitions) throws InterruptedException {
        stages.keySet().retainAll(partitions);
        Beat beat = new Beat(new TreeSet<>(), new TreeMap<>());
        Set<Integer> begun = new TreeSet<>(partitions);
        begun.removeAll(stages.keySet());
        begun.forEach(partition -> stages.put(partition, new TickStage.Marking(send(partition, Tick.mark()))));
        await(begun);
        ask(beat);
        await(begun);
        tell(beat);
        await(begun);
        end(beat);
        return beat;
    }

    private void ask(Beat beat) throws InterruptedException {
        Map<Integer, Instant> marked = new TreeMap<>();
        for (Map.Entry<Integer, TickStage.Marking> entry :
                answered(TickStage.Marking.class).entrySet()) {
            try {
                RecordMetadata stored = entry.getValue().mark().get();
                marked.put(entry.getKey(), Instant.ofEpochMilli(stored.timestamp()));
            } catch (ExecutionException refused) {
                fail(entry.getKey(), refused, beat);
            }
        }
        if (!marked.isEmpty()) {
            ListOffsetsResult ends = offsets(marked.keySet(), OffsetSpec.latest());
            ListOffsetsResult starts = offsets(marked.keySet(), OffsetSpec.earliest());
            marked.forEach((partition, upTo) ->
                    stages.put(partition, new TickStage.Asking(upTo, of(partition, ends), of(partition, starts))));
        }
    }

    private void tell(Beat beat) throws InterruptedException {
        for (Map.Entry<Integer, TickStage.Asking> entry :
                answered(TickStage.Asking.class).entrySet()) {
            int partition = entry.getKey();
            TickStage.Asking asked = entry.getValue();
            try {
                Tick tick = new Tick(asked.upTo(), answers(asked.ends()), answers(asked.starts()));
                stages.put(partition, new TickStage.Telling(send(partition, tick)));
            } catch (ExecutionException refused) {
                fail(partition, refused, beat);
            }
        }
    }

    private void end(Beat beat) throws InterruptedException {
        for (Map.Entry<Integer, TickStage.Telling> entry :
                answered(TickStage.Telling.class).entrySet()) {
            try {
                entry.getValue().tick().get();
                stages.remove(entry.getKey());
                beat.written().add(entry.getKey());
            } catch (ExecutionException refused) {
                fail(entry.getKey(), refused, beat);
            }
        }
    }

    private void fail(int partition, ExecutionException refused, Beat beat) {
        stages.remove(partition);
        beat.failed().put(partition, refused.getCause() == null ? refused : refused.getCause());
    }

    private <S extends TickStage> Map<Integer, S> answered(Class<S> kind) {
        Map<Integer, S> answered = new TreeMap<>();
        stages.forEach((partition, stage) -> {
            if (kind.isInstance(stage) && stage.isAnswered()) {
                answered.put(partition, kind.cast(stage));
            }
        });
        return answered;
    }

    private void await(Set<Integer> partitions) throws InterruptedException {
        long start = System.nanoTime();
        List<Future<?>> awaited = stages.entrySet().stream()
                .filter(entry -> partitions.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().awaited())
                .toList();
        for (Future<?> answer : awaited) {
            try {
                long left = patience.toNanos() - (System.nanoTime() - start);
                answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException unanswered) {
                // the stage tells, now or in a later beat
            }
        }
    }

    private Future<RecordMetadata> send(int partition, Tick tick) {
        try {
            return producer.send(new ProducerRecord<>(clock.name(), partition, null, tick));
        } catch (KafkaException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private ListOffsetsResult offsets(Collection<Integer> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition : partitions) {
            events.forEach(topic -> asked.put(new TopicPartition(topic, partition), which));
        }
        return admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(ANSWERED_WITHIN_MILLIS));
    }

    private Map<String, Future<ListOffsetsResultInfo>> of(int partition, ListOffsetsResult answer) {
        Map<String, Future<ListOffsetsResultInfo>> byTopic = new HashMap<>();
        events.forEach(topic -> byTopic.put(topic, answer.partitionResult(new TopicPartition(topic, partition))));
        return byTopic;
    }

    private static Map<String, Long> answers(Map<String, Future<ListOffsetsResultInfo>> asked)
            throws ExecutionException, InterruptedException {
        Map<String, Long> offsets = new HashMap<>();
        for (Map.Entry<String, Future<ListOffsetsResultInfo>> topic : asked.entrySet()) {
            offsets.put(topic.getKey(), topic.getValue().get().offset());
        }
        return offsets;
    }
}
