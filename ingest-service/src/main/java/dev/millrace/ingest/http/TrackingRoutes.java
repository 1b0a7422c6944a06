package dev.millrace.ingest.http;

import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.intake.IngestMetrics;
import dev.millrace.ingest.intake.Intake;
import dev.millrace.ingest.intake.Reply;
import dev.millrace.ingest.intake.Sent;
import dev.millrace.ingest.tracking.CallType;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The addresses of the tracking API, as Segment's and RudderStack's clients call them: long and short, with a slash at the
 * end and without. The content type of a request is ignored, for clients send JSON as text and gzip as a form.
 */
@Singleton
class TrackingRoutes {

    private static final Logger LOG = Logger.getLogger(TrackingRoutes.class);
    private static final String METHODS = "POST, OPTIONS";
    private static final Map<CallType, String> SHORT = Map.of(
            CallType.TRACK, "t",
            CallType.PAGE, "p",
            CallType.SCREEN, "s",
            CallType.IDENTIFY, "i",
            CallType.ALIAS, "a",
            CallType.GROUP, "g");

    private final Intake intake;
    private final InFlight inFlight;
    private final Cors cors;
    private final Replies replies;
    private final IngestConfig config;
    private final IngestMetrics metrics;

    TrackingRoutes(
            Intake intake, InFlight inFlight, Cors cors, Replies replies, IngestConfig config, IngestMetrics metrics) {
        this.intake = intake;
        this.inFlight = inFlight;
        this.cors = cors;
        this.replies = replies;
        this.config = config;
        this.metrics = metrics;
    }

    void register(@Observes Router router) {
        SHORT.forEach((type, letter) -> {
            route(router, "/v1/" + type.type(), Sent.Call.of(type));
            route(router, "/v1/" + letter, Sent.Call.of(type));
        });
        route(router, "/v1/batch", Sent.Call.BATCH);
        route(router, "/v1/b", Sent.Call.BATCH);
        // where Segment's Java client sends everything: it means no history
        route(router, "/v1/import", Sent.Call.BATCH);
        route(router, "/beacon/v1/batch", Sent.Call.BATCH);
        route(router, "/v1/history", Sent.Call.HISTORY);
    }

    private void route(Router router, String path, Sent.Call call) {
        router.post(path).handler(exchange -> receive(exchange, call));
        router.options(path).handler(exchange -> cors.preflight(exchange, METHODS));
    }

    private void receive(RoutingContext exchange, Sent.Call call) {
        new BodyCollector(exchange, inFlight, config, body -> take(exchange, sent(exchange, call, body)), reply -> {
                    metrics.refused(reply);
                    replies.send(exchange, reply);
                })
                .collect();
    }

    private void take(RoutingContext exchange, Sent sent) {
        Context loop = exchange.vertx().getOrCreateContext();
        CompletableFuture.completedStage(sent)
                .thenCompose(intake::take)
                .exceptionally(this::unforeseen)
                .thenAccept(reply -> loop.runOnContext(now -> replies.send(exchange, reply)));
    }

    /** A fault of ours must not cost the producer its events. */
    private Reply unforeseen(Throwable fault) {
        LOG.error("event=intake-failed", fault);
        return Reply.tryAgain("failed", "the service failed; send the same again", config.retryAfter());
    }

    private static Sent sent(RoutingContext exchange, Sent.Call call, byte[] body) {
        HttpServerRequest request = exchange.request();
        return new Sent(
                call,
                request.getHeader("Authorization"),
                request.getParam("writeKey"),
                request.getHeader("Origin"),
                request.getHeader("sentAt"),
                request.getHeader("anonymousId"),
                body);
    }
}
