package dev.millrace.segment.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;

/** The committed offsets of a consumer group, as the broker knows them when no transaction is under way. */
public final class GroupOffsets implements CommittedOffsets {

    /** The transaction of an instance that was killed ends by itself after a while, and is waited for. */
    private static final int TIMEOUT_SECONDS = 50;

    private final Admin admin;
    private final String group;
    private final Collection<String> topics;

    public GroupOffsets(Admin admin, String group, Collection<String> topics) {
        this.admin = admin;
        this.group = group;
        this.topics = topics;
    }

    @Override
    public Map<String, Long> of(int partition) {
        ListConsumerGroupOffsetsSpec asked = new ListConsumerGroupOffsetsSpec()
                .topicPartitions(topics.stream()
                        .map(topic -> new TopicPartition(topic, partition))
                        .collect(Collectors.toList()));
        try {
            Map<String, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(
                            Map.of(group, asked), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((place, committed) -> {
                        if (committed != null) {
                            offsets.put(place.topic(), committed.offset());
                        }
                    });
            return offsets;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("interrupted while reading committed offsets", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StreamsException("can't read the committed offsets of " + group, e);
        }
    }
}
