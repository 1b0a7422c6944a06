package dev.millrace.ingest.intake;

import dev.millrace.contract.BroadcastProducer.Entry;
import dev.millrace.contract.CatalogProduct;
import dev.millrace.contract.IngestSource;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.catalog.Feed;
import dev.millrace.ingest.catalog.FeedRow;
import dev.millrace.ingest.kafka.CatalogLog;
import dev.millrace.ingest.kafka.EventLog;
import dev.millrace.ingest.key.BasicCredentials;
import dev.millrace.ingest.key.SourceBook;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the shop's feed of its products. A product is what its last row says; products that no feed names stay as they are. */
@Singleton
public class CatalogIntake {

    private static final int ROWS_AT_ONCE = 500;
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final SourceBook sources;
    private final CatalogLog log;
    private final InFlight inFlight;
    private final IngestConfig config;
    private final InstantSource time;
    private final MeterRegistry meters;

    CatalogIntake(
            SourceBook sources,
            CatalogLog log,
            InFlight inFlight,
            IngestConfig config,
            InstantSource time,
            MeterRegistry meters) {
        this.sources = sources;
        this.log = log;
        this.inFlight = inFlight;
        this.config = config;
        this.time = time;
        this.meters = meters;
    }

    /** What became of a feed. */
    public record FeedAnswer(boolean success, int accepted, List<FeedRow.Refused> refused) {}

    /** Blocks its caller until the products are stored. */
    public Reply take(@Nullable String authorization, byte[] body) {
        return refusal(authorization).orElseGet(() -> Inflater.isGzip(body) ? inflated(body) : read(body));
    }

    private Optional<Reply> refusal(@Nullable String authorization) {
        Optional<IngestSource> source =
                BasicCredentials.key(authorization).flatMap(key -> sources.byKey(key, time.instant()));
        if (source.isEmpty()) {
            return Optional.of(
                    sources.complete()
                            ? Reply.unknownKey()
                            : Reply.tryAgain(
                                    "starting",
                                    "it is being read who may send; send the same again",
                                    Duration.ofSeconds(1)));
        }
        return source.get().kind() == IngestSource.Kind.SERVER
                ? Optional.empty()
                : Optional.of(Reply.serverKeyNeeded("a browser can't say what the shop sells"));
    }

    /** What it becomes counts as underway, too. */
    private Reply inflated(byte[] body) {
        if (!inFlight.reserve(MAX_BYTES)) {
            return Reply.tryAgain(
                    "overloaded", "too many requests are underway; send the same again", config.retryAfter());
        }
        try {
            byte[] text = Inflater.inflate(body, MAX_BYTES);
            return text.length > MAX_BYTES
                    ? Reply.tooBig("the feed has more than " + MAX_BYTES + " bytes; send several")
                    : read(text);
        } catch (IOException e) {
            return Reply.badRequest("malformed", "the body begins like gzip and can't be inflated");
        } finally {
            inFlight.release(MAX_BYTES);
        }
    }

    private Reply read(byte[] text) {
        List<Entry<CatalogProduct>> entries = new ArrayList<>();
        List<FeedRow.Refused> refused = new ArrayList<>();
        for (FeedRow row : Feed.read(text, time.instant())) {
            if (row instanceof FeedRow.Product told) {
                entries.add(new Entry<>(told.product().id(), told.product()));
            } else if (row instanceof FeedRow.Removed removed) {
                entries.add(new Entry<>(removed.id(), null));
            } else {
                refused.add((FeedRow.Refused) row);
            }
        }
        for (int i = 0; i < entries.size(); i += ROWS_AT_ONCE) {
            if (log.write(entries.subList(i, Math.min(entries.size(), i + ROWS_AT_ONCE))) != EventLog.Result.STORED) {
                return Reply.tryAgain("not-stored", "not all is stored; send the same again", config.retryAfter());
            }
        }
        meters.counter("millrace.ingest.catalog.rows", "result", "stored").increment(entries.size());
        meters.counter("millrace.ingest.catalog.rows", "result", "refused").increment(refused.size());
        return new Reply(200, Map.of(), new FeedAnswer(true, entries.size(), refused));
    }
}
