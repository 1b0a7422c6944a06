package dev.millrace.ingest.http;

import dev.millrace.ingest.intake.Sender;
import dev.millrace.ingest.intake.Senders;
import dev.millrace.ingest.intake.SentWebhook;
import dev.millrace.ingest.intake.WebhookIntake;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What shops tell by themselves, each under the name of its source. */
@Singleton
class WebhookRoutes {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final WebhookIntake intake;
    private final Senders senders;
    private final Exchanges exchanges;

    WebhookRoutes(WebhookIntake intake, Senders senders, Exchanges exchanges) {
        this.intake = intake;
        this.senders = senders;
        this.exchanges = exchanges;
    }

    void register(@Observes Router router) {
        route(
                router,
                senders.shopify(),
                new Headers("X-Shopify-Topic", "X-Shopify-Hmac-Sha256", "X-Shopify-Webhook-Id"));
        route(
                router,
                senders.wooCommerce(),
                new Headers("X-WC-Webhook-Topic", "X-WC-Webhook-Signature", "X-WC-Webhook-Delivery-ID"));
    }

    /** Where a make of shop says what a delivery is. */
    private record Headers(String topic, String signature, String delivery) {}

    private void route(Router router, Sender sender, Headers headers) {
        router.post("/webhooks/" + sender.name() + "/:source")
                .handler(exchange -> exchanges.answer(
                        exchange, MAX_BYTES, body -> intake.take(sender, sent(exchange, headers, body))));
    }

    private static SentWebhook sent(RoutingContext exchange, Headers headers, byte[] body) {
        HttpServerRequest request = exchange.request();
        return new SentWebhook(
                exchange.pathParam("source"),
                request.getHeader(headers.topic),
                request.getHeader(headers.signature),
                request.getHeader(headers.delivery),
                body);
    }
}
