package dev.millrace.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Json;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.kafka.RefusalLog;
import dev.millrace.ingest.key.HourlyShare;
import dev.millrace.ingest.tracking.Body;
import dev.millrace.ingest.tracking.Calls;
import dev.millrace.ingest.tracking.Reading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/**
 * Keeps what was refused, so that whoever builds a shop can see what it sent. Only a share of it, for each source: who sends
 * rubbish without end must not fill the log with it; the rest is counted. What was sent is kept without what could name a
 * person, see {@link Redaction}.
 */
@Singleton
public class Refusals {

    private final RefusalLog log;
    private final HourlyShare share;
    private final IngestMetrics metrics;

    Refusals(RefusalLog log, IngestConfig config, IngestMetrics metrics) {
        this.log = log;
        this.share = new HourlyShare(config.refusalsKeptPerHour(), System::nanoTime);
        this.metrics = metrics;
    }

    void keep(IngestSource source, Calls calls, List<Reading.Refused> refused) {
        refused.forEach(one -> keep(
                source.name(),
                word(one.reason()),
                one.message(),
                one.index(),
                written(calls.calls().get(one.index()).json())));
    }

    /** Of what is no JSON nobody knows which part of it names a person: only the reason is kept, which says where. */
    void malformed(IngestSource source, Body.Malformed malformed) {
        keep(source.name(), "malformed", malformed.message(), -1, new byte[0]);
    }

    /**
     * @param index its place in the request, -1 for the whole of it
     * @param sent what may be shown of what was sent
     */
    public void keep(String source, String code, String reason, int index, byte[] sent) {
        boolean kept = share.take(source) && log.keep(source, code, reason, index, sent);
        metrics.refusalKept(kept);
    }

    private static byte[] written(JsonNode sent) {
        try {
            return sent.isMissingNode() ? new byte[0] : Json.mapper().writeValueAsBytes(Redaction.of(sent));
        } catch (JsonProcessingException e) {
            return new byte[0];
        }
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
