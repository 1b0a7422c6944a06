package dev.millrace.ingest.http;

import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.intake.Intake;
import dev.millrace.ingest.intake.Sent;
import dev.millrace.ingest.tracking.CallType;
import dev.millrace.ingest.tracking.Limits;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The addresses of the tracking API, as Segment's and RudderStack's clients call them: long and short, with a slash at the
 * end and without. The content type of a request is ignored, for clients send JSON as text and gzip as a form.
 */
@Singleton
class TrackingRoutes {

    private static final String METHODS = "POST, OPTIONS";
    private static final Map<CallType, String> SHORT = Map.of(
            CallType.TRACK, "t",
            CallType.PAGE, "p",
            CallType.SCREEN, "s",
            CallType.IDENTIFY, "i",
            CallType.ALIAS, "a",
            CallType.GROUP, "g");

    private final Intake intake;
    private final Exchanges exchanges;
    private final Cors cors;
    private final ClientAddress addresses;

    TrackingRoutes(Intake intake, Exchanges exchanges, Cors cors, IngestConfig config) {
        this.intake = intake;
        this.exchanges = exchanges;
        this.cors = cors;
        this.addresses = new ClientAddress(config.trustedProxies().orElse(List.of()));
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
        router.post(path)
                .handler(exchange -> exchanges.answer(
                        exchange, Limits.SEGMENT.bodyBytes(), body -> intake.take(sent(exchange, call, body))));
        router.options(path).handler(exchange -> cors.preflight(exchange, METHODS));
    }

    /** A proxy may write the header once more instead of adding to it. */
    private String client(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        List<String> forwarded = request.headers().getAll("X-Forwarded-For");
        return addresses.of(
                remote == null ? null : remote.hostAddress(), forwarded.isEmpty() ? null : String.join(",", forwarded));
    }

    private Sent sent(RoutingContext exchange, Sent.Call call, byte[] body) {
        HttpServerRequest request = exchange.request();
        return new Sent(
                call,
                request.getHeader("Authorization"),
                request.getParam("writeKey"),
                request.getHeader("Origin"),
                request.getHeader("sentAt"),
                request.getHeader("anonymousId"),
                client(request),
                body);
    }
}
