package dev.millrace.ingest.intake;

import dev.millrace.ingest.kafka.EventLog;
import dev.millrace.ingest.tracking.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Counts what came in and what became of it. */
@Singleton
public class IngestMetrics {

    private final MeterRegistry meters;

    IngestMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void refused(List<Reading.Refused> refused) {
        refused.forEach(one -> count("millrace.ingest.events.refused", "reason", word(one.reason())));
    }

    void ended(int events, List<Reading.Note> notes, EventLog.Result result) {
        meters.counter("millrace.ingest.events", "result", word(result)).increment(events);
        if (result == EventLog.Result.STORED) {
            notes.forEach(note -> count("millrace.ingest.events.changed", "change", word(note)));
        }
    }

    void refusalKept(boolean kept) {
        count("millrace.ingest.refusals", "result", kept ? "kept" : "only-counted");
    }

    public void requestRefused(String code) {
        count("millrace.ingest.requests.refused", "reason", code);
    }

    public void refused(Reply reply) {
        reply.code().ifPresent(this::requestRefused);
    }

    private void count(String name, String tag, String value) {
        meters.counter(name, tag, value).increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
