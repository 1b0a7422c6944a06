package dev.millrace.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.IngestSource;
import dev.millrace.contract.Json;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.kafka.RefusalLog;
import dev.millrace.ingest.key.HourlyShare;
import dev.millrace.ingest.tracking.Body;
import dev.millrace.ingest.tracking.Calls;
import dev.millrace.ingest.tracking.Reading;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Keeps what was refused, so that whoever builds a shop can see what it sent. Only a share of it, for each source: who sends
 * rubbish without end must not fill the log with it; the rest is counted. What was sent is kept without the key it was sent
 * with.
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

    void malformed(IngestSource source, Body.Malformed malformed, Sent sent) {
        String text =
                new String(sent.body(), 0, Math.min(sent.body().length, RefusalLog.MAX_BYTES), StandardCharsets.UTF_8);
        boolean mayHoldTheKey = text.contains("writeKey");
        keep(
                source.name(),
                "malformed",
                malformed.message(),
                -1,
                mayHoldTheKey ? new byte[0] : text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param index its place in the request, -1 for the whole of it
     * @param sent what was sent, without any key
     */
    public void keep(String source, String code, String reason, int index, byte[] sent) {
        boolean kept = share.take(source) && log.keep(source, code, reason, index, sent);
        metrics.refusalKept(kept);
    }

    private static byte[] written(JsonNode sent) {
        try {
            JsonNode kept = sent;
            if (sent.has("writeKey")) {
                ObjectNode copy = ((ObjectNode) sent).deepCopy();
                copy.remove("writeKey");
                kept = copy;
            }
            return Json.mapper().writeValueAsBytes(kept);
        } catch (JsonProcessingException e) {
            return new byte[0];
        }
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
