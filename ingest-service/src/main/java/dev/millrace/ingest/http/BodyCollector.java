package dev.millrace.ingest.http;

import dev.millrace.ingest.IngestConfig;
import dev.millrace.ingest.intake.InFlight;
import dev.millrace.ingest.intake.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * Collects one request's body, within its bounds: so many bytes for itself, so many for all that are underway, and so much
 * time. Ends once, with the body or with a reply; the bytes stay counted until the exchange is over, however it ends.
 */
final class BodyCollector {

    private final RoutingContext exchange;
    private final int limit;
    private final InFlight inFlight;
    private final IngestConfig config;
    private final Consumer<byte[]> whole;
    private final Consumer<Reply> refused;
    private Buffer body = Buffer.buffer();
    private long reserved;
    private long deadline;
    private boolean ended;

    BodyCollector(
            RoutingContext exchange,
            int limit,
            InFlight inFlight,
            IngestConfig config,
            Consumer<byte[]> whole,
            Consumer<Reply> refused) {
        this.exchange = exchange;
        this.limit = limit;
        this.inFlight = inFlight;
        this.config = config;
        this.whole = whole;
        this.refused = refused;
    }

    void collect() {
        HttpServerRequest request = exchange.request();
        exchange.addEndHandler(over -> inFlight.release(release()));
        deadline = exchange.vertx()
                .setTimer(
                        config.bodyWithin().toMillis(),
                        late -> refuse(Reply.tooSlow(config.bodyWithin(), config.retryAfter())));
        request.handler(this::add);
        request.exceptionHandler(broken -> end());
        request.endHandler(end -> {
            if (end()) {
                whole.accept(body.getBytes());
            }
        });
        request.resume();
    }

    private void add(Buffer chunk) {
        if (ended) {
            return;
        }
        if (body.length() + chunk.length() > limit) {
            refuse(Reply.tooBig("the body has more than %d bytes; send several smaller ones".formatted(limit)));
        } else if (!inFlight.reserve(chunk.length())) {
            refuse(Reply.tryAgain(
                    "overloaded", "too many requests are underway; send the same again", config.retryAfter()));
        } else {
            reserved += chunk.length();
            body.appendBuffer(chunk);
        }
    }

    private void refuse(Reply reply) {
        if (end()) {
            body = Buffer.buffer();
            refused.accept(reply);
        }
    }

    private boolean end() {
        boolean first = !ended;
        ended = true;
        exchange.vertx().cancelTimer(deadline);
        return first;
    }

    private long release() {
        long given = reserved;
        reserved = 0;
        return given;
    }
}
