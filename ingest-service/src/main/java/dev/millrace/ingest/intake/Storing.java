package dev.millrace.ingest.intake;

import dev.millrace.contract.CatalogProduct;
import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.catalog.MentionedProducts;
import dev.millrace.ingest.kafka.EventLog;
import dev.millrace.ingest.tracking.Reading;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Stores what was accepted and answers when Kafka has it, never before. Every way into the service ends here: calls,
 * webhooks, history.
 */
@Singleton
public class Storing {

    private final EventLog log;
    private final MentionedProducts products;
    private final IngestConfig config;
    private final IngestMetrics metrics;

    Storing(EventLog log, MentionedProducts products, IngestConfig config, IngestMetrics metrics) {
        this.log = log;
        this.products = products;
        this.config = config;
        this.metrics = metrics;
    }

    /** @param refused what of the same request was not accepted, to be told in the answer */
    public CompletionStage<Reply> store(List<Reading.Accepted> accepted, List<Reading.Refused> refused) {
        // the trees of the events may go while their bytes wait for Kafka
        int events = accepted.size();
        List<Reading.Note> notes = new ArrayList<>();
        accepted.forEach(event -> notes.addAll(event.notes()));
        List<CatalogProduct> mentioned = products.in(accepted);
        return log.append(accepted).thenApply(result -> {
            metrics.ended(events, notes, result);
            if (result == EventLog.Result.STORED) {
                products.note(mentioned);
            }
            return switch (result) {
                case STORED -> Reply.stored(events, refused);
                case OVERLOADED -> tryAgain("overloaded", "too many events wait for Kafka already");
                case TOO_BIG -> tooBig();
                case NOT_ACKNOWLEDGED -> tryAgain("not-stored", "Kafka did not acknowledge the events in time");
            };
        });
    }

    private Reply tooBig() {
        metrics.requestRefused("too-big");
        return Reply.tooBig("the events with the context of their batch have more than %d bytes; send smaller batches"
                .formatted(config.maxWaiting().asLongValue()));
    }

    private Reply tryAgain(String code, String found) {
        metrics.requestRefused(code);
        return Reply.tryAgain(code, found + "; send the same again, with the same message ids", config.retryAfter());
    }
}
