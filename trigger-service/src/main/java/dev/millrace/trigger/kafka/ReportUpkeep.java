package dev.millrace.trigger.kafka;

import dev.millrace.trigger.TriggerConfig;
import dev.millrace.trigger.store.ClosedDays;
import dev.millrace.trigger.store.ReportFigures;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Adds up the figures of reports, and closes days of which the single facts are not kept any longer. */
@ApplicationScoped
class ReportUpkeep {

    /** A round adds up a few thousand changes; after an outage there is more to do. */
    private static final int MOST_ROUNDS = 50;

    private final ReportFigures figures;
    private final ClosedDays days;
    private final TriggerConfig config;
    private final InstantSource time;

    ReportUpkeep(ReportFigures figures, ClosedDays days, TriggerConfig config, InstantSource time) {
        this.figures = figures;
        this.days = days;
        this.config = config;
        this.time = time;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void fold() {
        int left = MOST_ROUNDS;
        while (left > 0 && QuarkusTransaction.requiringNew().call(() -> figures.fold(time.instant())) > 0) {
            left--;
        }
    }

    @Scheduled(every = "24h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void close() {
        days.closeBefore(time.instant().minus(config.reportsKept()));
    }
}
