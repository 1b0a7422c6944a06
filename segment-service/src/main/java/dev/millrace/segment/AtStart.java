package dev.millrace.segment;

import dev.millrace.contract.TopicSetup;
import dev.millrace.contract.Topics;
import dev.millrace.segment.stream.SweepMetrics;
import dev.millrace.segment.stream.TickLoop;
import dev.millrace.segment.stream.TimeMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.admin.Admin;

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
            MeterRegistry metrics) {
        timeMetrics.register(metrics);
        sweepMetrics.register(metrics);
        TopicSetup.ensure(admin, topics.all(), config.topics().partitions());
        ticks.start(config.clock().interval());
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.stop();
    }
}
