package dev.millrace.segment;

import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.Changelogs;
import dev.millrace.segment.stream.SweepMetrics;
import dev.millrace.segment.stream.TimeMetrics;
import dev.millrace.segment.stream.ticks.TickLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the topics, then lets time flow; a broker that does not answer stops the start. */
@ApplicationScoped
class AtStart {

    private final TickLoop ticks;

    AtStart(TickLoop ticks) {
        this.ticks = ticks;
    }

    void start(
            @Observes StartupEvent event,
            Admin admin,
            Topics topics,
            SegmentConfig config,
            TimeMetrics timeMetrics,
            SweepMetrics sweepMetrics,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            @ConfigProperty(name = "kafka-streams.topic.max.message.bytes") int largestRecord) {
        timeMetrics.register(metrics);
        sweepMetrics.register(metrics);
        TopicSetup.ensure(admin, topics.all(), config.topics().partitions());
        Changelogs.widen(admin, applicationId, largestRecord);
        ticks.start(config.clock().interval());
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.stop();
    }
}
