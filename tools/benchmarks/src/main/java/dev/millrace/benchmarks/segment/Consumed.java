package dev.millrace.benchmarks.segment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many events a group has processed for good, and how many there are. */
record Consumed(Admin admin, String group, List<TopicPartition> places) {

    static Consumed of(Installation installation, String group) {
        return new Consumed(
                installation.lab().admin(),
                group,
                installation.eventTopics().stream()
                        .flatMap(topic -> IntStream.range(0, Lab.PARTITIONS)
                                .mapToObj(partition -> new TopicPartition(topic, partition)))
                        .toList());
    }

    long committed() {
        try {
            return admin
                    .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(places)))
                    .partitionsToOffsetAndMetadata(group)
                    .get()
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0; // a group that nobody has joined yet
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    long stored() {
        Map<TopicPartition, OffsetSpec> asked =
                places.stream().collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while measuring", e);
    }
}
