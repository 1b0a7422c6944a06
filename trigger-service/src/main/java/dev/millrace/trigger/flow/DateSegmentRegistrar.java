package dev.millrace.trigger.flow;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.segment.OwnSegments;
import dev.millrace.trigger.store.DateSegments;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Puts the segments of days that draw near to segment-service, and takes away those that nobody needs, until it has answered
 * for all of them. Dying in between puts one again, which changes nothing.
 */
@ApplicationScoped
class DateSegmentRegistrar {

    private static final int MOST = 20;

    private final DateSegments segments;
    private final OwnSegments service;
    private final Loop loop;

    DateSegmentRegistrar(DateSegments segments, OwnSegments service, TriggerConfig config, Counters counters) {
        this.segments = segments;
        this.service = service;
        this.loop = new Loop(
                "date-segments",
                segments.changed(),
                config.watchesRetried(),
                this::round,
                e -> counters.roundFailed("date-segments"));
    }

    void start(@Observes StartupEvent event) {
        loop.start(1);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean round() {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<DateSegments.Row> untold = segments.lockUntold(MOST);
            for (DateSegments.Row row : untold) {
                boolean told = row.wanted() ? service.put(row.id(), row.expression()) : service.delete(row.id());
                if (!told) {
                    return false;
                }
                segments.told(row);
            }
            return untold.size() == MOST;
        });
    }
}
