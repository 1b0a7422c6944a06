package dev.millrace.ingest.rest;

import dev.millrace.ingest.kafka.LogPreparation;
import dev.millrace.ingest.key.SourceBook;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the topics are there and it was read who may send. Later, when Kafka is away, the service stays ready: its 503 with Retry-After keeps the
 * events at their producers, which a refused connection may not.
 */
@Readiness
class LogReadiness implements HealthCheck {

    private final LogPreparation preparation;
    private final SourceBook sources;

    LogReadiness(LogPreparation preparation, SourceBook sources) {
        this.preparation = preparation;
        this.sources = sources;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("event-log")
                .status(preparation.ready() && sources.complete())
                .build();
    }
}
