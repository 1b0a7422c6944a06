package dev.millrace.segment;

import dev.millrace.contract.ApiKeyHash;
import dev.millrace.contract.Topic;
import dev.millrace.contract.Topics;
import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.stream.CommittedOffsets;
import dev.millrace.segment.stream.GroupOffsets;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.Pace;
import dev.millrace.segment.stream.TimeShare;
import dev.millrace.segment.stream.census.CensusPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the parts of the service and hands them to each other. */
@ApplicationScoped
class Wiring {

    @Produces
    @Singleton
    Topics topics(SegmentConfig config) {
        return new Topics(config.topics().prefix());
    }

    @Produces
    @Singleton
    OpenPartitions openPartitions(SegmentConfig config) {
        return new OpenPartitions(new Retention(
                config.identity().anonymousKept(), config.identity().redirectsKept()));
    }

    @Produces
    @Singleton
    ApiKeyHash adminKey(SegmentConfig config) {
        return new ApiKeyHash(config.admin().keySha256());
    }

    @Produces
    @Singleton
    Admin admin(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    void close(@Disposes Admin admin) {
        admin.close();
    }

    @Produces
    @Singleton
    CommittedOffsets committedOffsets(
            Admin admin,
            Topics topics,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        return new GroupOffsets(
                admin, applicationId, topics.events().stream().map(Topic::name).toList());
    }

    @Produces
    @Singleton
    Topology topology(Topics topics, OpenPartitions partitions, CommittedOffsets committed, SegmentConfig config) {
        SegmentConfig.Clock clock = config.clock();
        return new SegmentTopology(new FlowSettings(
                        topics,
                        partitions,
                        committed,
                        () -> new TimeShare(clock.timerSlice(), clock.timerShare(), System::nanoTime),
                        new Pace(config.sweep().share(), System::nanoTime),
                        new CensusPlan(
                                config.topics().partitions(),
                                config.population().every())))
                .build();
    }
}
