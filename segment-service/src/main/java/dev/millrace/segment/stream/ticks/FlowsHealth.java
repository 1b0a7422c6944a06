package dev.millrace.segment.stream.ticks;

import dev.millrace.segment.SegmentConfig;
import dev.millrace.segment.stream.OpenPartitions;
import dev.millrace.segment.stream.PartitionTask;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once time flows in each partition of this instance. An instance that has none, because there are more instances than
 * partitions, is ready to take one over. One that goes on while partitions change hands stays ready.
 */
@Readiness
@ApplicationScoped
class FlowsHealth implements HealthCheck {

    private final KafkaStreams streams;
    private final OpenPartitions partitions;
    private final SegmentConfig.Clock clock;

    FlowsHealth(KafkaStreams streams, OpenPartitions partitions, SegmentConfig config) {
        this.streams = streams;
        this.partitions = partitions;
        this.clock = config.clock();
    }

    @Override
    public HealthCheckResponse call() {
        return check(streams.state(), partitions.all(), clock.stoppedAfter());
    }

    static HealthCheckResponse check(KafkaStreams.State state, Collection<PartitionTask> mine, Duration stoppedAfter) {
        var response = HealthCheckResponse.named("time flows");
        boolean works =
                state == KafkaStreams.State.RUNNING || state == KafkaStreams.State.REBALANCING && !mine.isEmpty();
        if (!works) {
            return response.down()
                    .withData("reason", "the streams are " + state)
                    .build();
        }
        for (PartitionTask task : mine) {
            if (task.clock().settled().equals(Instant.EPOCH)) {
                return response.down()
                        .withData("reason", "time has not started in partition " + task.partition())
                        .build();
            }
            if (task.stoppedFor().compareTo(stoppedAfter) > 0) {
                return response.down()
                        .withData("reason", "time stands still in partition " + task.partition())
                        .build();
            }
        }
        Instant asOf = mine.stream()
                .map(task -> task.clock().settled())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return response.up()
                .withData("partitions", mine.size())
                .withData("asOf", asOf.toString())
                .build();
    }
}
