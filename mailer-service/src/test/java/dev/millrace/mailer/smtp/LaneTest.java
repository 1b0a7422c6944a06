package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.MessageCommand.MessageClass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldMakeAnotherWorkerWhereOneCantBeMade() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        Lane lane = new Lane(
                "default", MessageClass.MARKETING, null, null, InstantSource.fixed(Instant.EPOCH), meters, LONG, LONG);

        lane.start(1, () -> {
            asked.countDown();
            throw new IllegalStateException("no connection can be made");
        });

        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        lane.stop(Duration.ofSeconds(5));
        assertThat(meters.counter("millrace.mailer.failures", "action", "worker")
                        .count())
                .isGreaterThanOrEqualTo(1);
    }
}
