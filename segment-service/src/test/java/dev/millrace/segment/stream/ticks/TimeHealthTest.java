package dev.millrace.segment.stream.ticks;

import static dev.millrace.segment.Events.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.segment.identity.Retention;
import dev.millrace.segment.stream.PartitionTask;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** When an instance says that time flows. */
class TimeHealthTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final PartitionTask first = new PartitionTask(0, Retention.DEFAULT);
    private final PartitionTask second = new PartitionTask(1, Retention.DEFAULT);

    @Test
    void shouldBeReadyOnceTimeHasStartedInEachPartition() {
        first.clock().settledAt(T0.plusSeconds(2));

        assertThat(reason(check(State.RUNNING, LONG))).isEqualTo("time has not started in partition 1");
        second.clock().settledAt(T0);

        HealthCheckResponse ready = check(State.RUNNING, LONG);
        assertThat(ready.getStatus()).isEqualTo(Status.UP);
        assertThat(ready.getData().orElseThrow())
                .containsEntry("partitions", 2L)
                .containsEntry("asOf", T0.toString());
    }

    @Test
    void shouldNotBeReadyWhenTimeStandsStill() {
        first.clock().settledAt(T0);
        second.clock().settledAt(T0);

        assertThat(reason(check(State.RUNNING, Duration.ofNanos(-1)))).isEqualTo("time stands still in partition 0");
    }

    @Test
    void shouldStayReadyWhilePartitionsChangeHands() {
        first.clock().settledAt(T0);
        second.clock().settledAt(T0);

        assertThat(check(State.REBALANCING, LONG).getStatus()).isEqualTo(Status.UP);
        assertThat(FlowsHealth.check(State.REBALANCING, List.of(), LONG).getStatus())
                .isEqualTo(Status.DOWN);
        assertThat(reason(check(State.ERROR, LONG))).isEqualTo("the streams are ERROR");
    }

    @Test
    void shouldBeReadyToTakeOverAPartitionWhenThereIsNoneToSpare() {
        assertThat(FlowsHealth.check(State.RUNNING, List.of(), LONG).getStatus())
                .isEqualTo(Status.UP);
    }

    private HealthCheckResponse check(State state, Duration stoppedAfter) {
        return FlowsHealth.check(state, List.of(first, second), stoppedAfter);
    }

    private static Object reason(HealthCheckResponse response) {
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        return response.getData().orElseThrow().get("reason");
    }
}
