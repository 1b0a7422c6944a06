package dev.millrace.ingest.http;

import dev.millrace.ingest.key.SourceBook;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages may send. What a browser asks before it sends carries no key, so it is told yes where any browser
 * key would do; the key itself decides when it comes. Nothing here depends on cookies, and none are allowed.
 */
@Singleton
class Cors {

    private static final String HEADERS =
            "authorization, content-type, content-encoding, anonymousid, sentat, x-retry-count";
    private static final String DAY_SECONDS = "86400";

    private final SourceBook sources;

    Cors(SourceBook sources) {
        this.sources = sources;
    }

    /** Answers the question whether a page may send; also without one, for whoever asks what can be done here. */
    void preflight(RoutingContext exchange, String methods) {
        HttpServerResponse response = exchange.response().setStatusCode(204).putHeader("Allow", methods);
        if (allow(exchange)) {
            response.putHeader("Access-Control-Allow-Methods", methods)
                    .putHeader("Access-Control-Allow-Headers", HEADERS)
                    .putHeader("Access-Control-Max-Age", DAY_SECONDS);
        }
        response.end();
    }

    /** Lets the page read the answer. */
    boolean allow(RoutingContext exchange) {
        @Nullable String origin = exchange.request().getHeader("Origin");
        // also of an answer to no page: a cache must not give it to one
        HttpServerResponse response = exchange.response().putHeader("Vary", "Origin");
        if (origin == null) {
            return false;
        }
        boolean allowed = sources.anyTakesFrom(origin);
        if (allowed) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
        return allowed;
    }
}
