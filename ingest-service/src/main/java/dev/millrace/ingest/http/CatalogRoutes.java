package dev.millrace.ingest.http;

import dev.millrace.ingest.intake.CatalogIntake;
import dev.millrace.ingest.intake.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** The shop's feed of its products. */
@Singleton
class CatalogRoutes {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final CatalogIntake intake;
    private final Exchanges exchanges;

    CatalogRoutes(CatalogIntake intake, Exchanges exchanges) {
        this.intake = intake;
        this.exchanges = exchanges;
    }

    void register(@Observes Router router) {
        router.post("/v1/catalog")
                .handler(exchange -> exchanges.answer(exchange, MAX_BYTES, body -> take(exchange, body)));
    }

    /** Products are written in a transaction, which blocks. */
    private CompletionStage<Reply> take(RoutingContext exchange, byte[] body) {
        String authorization = exchange.request().getHeader("Authorization");
        return exchange.vertx()
                .executeBlocking(() -> intake.take(authorization, body), false)
                .toCompletionStage();
    }
}
