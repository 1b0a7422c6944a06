package dev.millrace.segment.query;

import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many stored events nobody has dealt with yet, as the broker knows it: also of a partition whose owner is away. What a
 * transaction under way has dealt with still counts as unread.
 */
@Singleton
public class UnreadRecords {

    private static final Logger LOG = Logger.getLogger(UnreadRecords.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final String group;
    private final List<String> topics;

    UnreadRecords(
            Admin admin,
            Topics topics,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        this.admin = admin;
        this.group = applicationId;
        this.topics = topics.events().stream().map(Topic::name).toList();
    }

    /** By partition; nothing while the broker does not tell. */
    public Map<Integer, Long> of(Iterable<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        Map<TopicPartition, OffsetSpec> starts = new HashMap<>();
        partitions.forEach(partition -> topics.forEach(topic -> {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            starts.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
        }));
        try {
            // read first: what is committed meanwhile only looks unread for one answer more
            Map<TopicPartition, OffsetAndMetadata> committed = wait(admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(ends.keySet())))
                    .partitionsToOffsetAndMetadata(group));
            return unread(committed, offsets(starts), offsets(ends));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("event=lag-unknown reason=%s", e.getClass().getSimpleName());
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                wait(admin.listOffsets(asked).all());
        answer.forEach((place, info) -> offsets.put(place, info.offset()));
        return offsets;
    }

    private static <T> T wait(KafkaFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the log has dropped is not waited for, and of what was never committed all is unread. */
    static Map<Integer, Long> unread(
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends) {
        Map<Integer, Long> unread = new HashMap<>();
        ends.forEach((place, end) -> {
            OffsetAndMetadata known = committed.get(place);
            long from = Math.max(known == null ? 0 : known.offset(), starts.getOrDefault(place, 0L));
            unread.merge(place.partition(), Math.max(0, end - from), Long::sum);
        });
        return unread;
    }
}
