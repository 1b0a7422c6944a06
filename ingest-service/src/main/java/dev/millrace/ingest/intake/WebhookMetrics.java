package dev.millrace.ingest.intake;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts deliveries of webhooks by how they ended. */
@Singleton
class WebhookMetrics {

    private final MeterRegistry meters;

    WebhookMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void delivered(Sender sender, String result) {
        meters.counter("millrace.ingest.webhooks", "shop", sender.name(), "result", result)
                .increment();
    }
}
