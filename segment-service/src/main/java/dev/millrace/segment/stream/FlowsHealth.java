package dev.millrace.segment.stream;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the stores of all partitions are here and time flows in each. */
@Readiness
@ApplicationScoped
class FlowsHealth implements HealthCheck {

    private final CustomerQueries queries;

    FlowsHealth(CustomerQueries queries) {
        this.queries = queries;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("time flows");
        try {
            Instant asOf = queries.asOf();
            return response.status(asOf.isAfter(Instant.EPOCH))
                    .withData("asOf", asOf.toString())
                    .build();
        } catch (CustomerQueries.NotReady notReady) {
            return response.down().withData("reason", notReady.getMessage()).build();
        }
    }
}
