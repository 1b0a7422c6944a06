package dev.millrace.ingest.http;

import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.intake.InFlight;
import dev.millrace.ingest.intake.IngestMetrics;
import dev.millrace.ingest.intake.Reply;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One request from its first byte to its answer: its body within the bounds, what becomes of it, and the reply. */
@Singleton
class Exchanges {

    private static final Logger LOG = Logger.getLogger(Exchanges.class);

    private final InFlight inFlight;
    private final Replies replies;
    private final IngestConfig config;
    private final IngestMetrics metrics;

    Exchanges(InFlight inFlight, Replies replies, IngestConfig config, IngestMetrics metrics) {
        this.inFlight = inFlight;
        this.replies = replies;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * @param limit how many bytes a body may have
     * @param taker what becomes of it, asked on the event loop
     */
    void answer(RoutingContext exchange, int limit, Function<byte[], CompletionStage<Reply>> taker) {
        new BodyCollector(exchange, limit, inFlight, config, body -> take(exchange, taker, body), reply -> {
                    metrics.refused(reply);
                    replies.send(exchange, reply);
                })
                .collect();
    }

    private void take(RoutingContext exchange, Function<byte[], CompletionStage<Reply>> taker, byte[] body) {
        Context loop = exchange.vertx().getOrCreateContext();
        taken(taker, body)
                .exceptionally(this::unforeseen)
                .thenAccept(reply -> loop.runOnContext(now -> replies.send(exchange, reply)));
    }

    private CompletionStage<Reply> taken(Function<byte[], CompletionStage<Reply>> taker, byte[] body) {
        try {
            return taker.apply(body);
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    /** A fault of ours must not cost the producer its events. */
    private Reply unforeseen(Throwable fault) {
        LOG.error("event=intake-failed", fault);
        return Reply.tryAgain("failed", "the service failed; send the same again", config.retryAfter());
    }
}
