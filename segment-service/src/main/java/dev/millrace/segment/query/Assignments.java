package dev.millrace.segment.query;

import dev.millrace.contract.Topics;
import dev.millrace.segment.SegmentConfig;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** Reads the group's agreement. All tasks read the same topics, so one of the topics tells of all partitions. */
@Singleton
public class Assignments {

    private final KafkaStreams streams;
    private final String topic;
    private final Instance self;

    Assignments(KafkaStreams streams, Topics topics, SegmentConfig config) {
        this.streams = streams;
        this.topic = topics.clock().name();
        HostInfo advertised = HostInfo.buildFromEndpoint(config.address());
        this.self = new Instance(advertised.host(), advertised.port());
    }

    /** This process, as the others know it. */
    public Instance self() {
        return self;
    }

    public Assignment current() {
        Map<Instance, Assignment.Seat> seats = new HashMap<>();
        for (StreamsMetadata client : streams.metadataForAllStreamsClients()) {
            seats.put(
                    new Instance(client.host(), client.port()),
                    new Assignment.Seat(
                            partitions(client.topicPartitions()), partitions(client.standbyTopicPartitions())));
        }
        return new Assignment(seats);
    }

    private Set<Integer> partitions(Collection<TopicPartition> places) {
        return places.stream()
                .filter(place -> place.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }
}
