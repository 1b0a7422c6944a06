package dev.millrace.ingest.rest;

import dev.millrace.ingest.kafka.LogPreparation;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the topics are there. Later, when Kafka is away, the service stays ready: its 503 with Retry-After keeps the
 * events at their producers, which a refused connection may not.
 */
@Readiness
class LogReadiness implements HealthCheck {

    private final LogPreparation preparation;

    LogReadiness(LogPreparation preparation) {
        this.preparation = preparation;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("event-log")
                .status(preparation.ready())
                .build();
    }
}
