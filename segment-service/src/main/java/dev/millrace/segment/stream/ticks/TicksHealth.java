package dev.millrace.segment.stream.ticks;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while somebody tries to write ticks: a broker that is away is no reason to start the process again. */
@Liveness
@ApplicationScoped
class TicksHealth implements HealthCheck {

    private static final Duration LONGEST_BEAT = Duration.ofMinutes(2);

    /** No beat without trouble takes as long. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final TickLoop ticks;

    TicksHealth(TickLoop ticks) {
        this.ticks = ticks;
    }

    @Override
    public HealthCheckResponse call() {
        Duration silence = ticks.sinceBeat();
        return HealthCheckResponse.named("ticks are written")
                .status(silence.compareTo(LONGEST_BEAT) < 0)
                .withData("secondsSinceBeat", silence.toSeconds())
                .withData("partitionsWithoutTicks", ticks.silentFor(SILENT).toString())
                .build();
    }
}
