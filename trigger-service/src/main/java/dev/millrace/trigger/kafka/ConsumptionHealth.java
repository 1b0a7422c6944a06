package dev.millrace.trigger.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while transitions can't be applied, with the reason. */
@Readiness
@ApplicationScoped
class ConsumptionHealth implements HealthCheck {

    private final Consumption consumption;

    ConsumptionHealth(Consumption consumption) {
        this.consumption = consumption;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> reason = consumption.pausedFor();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("transitions").status(reason.isEmpty());
        return reason.map(why -> response.withData("paused", why))
                .orElse(response)
                .build();
    }
}
