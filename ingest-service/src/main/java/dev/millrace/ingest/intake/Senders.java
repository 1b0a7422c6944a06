package dev.millrace.ingest.intake;

import dev.millrace.contract.IdentityKey;
import dev.millrace.ingest.WebhookConfig;
import dev.millrace.ingest.webhook.Aliases;
import dev.millrace.ingest.webhook.Delivery;
import dev.millrace.ingest.webhook.PaymentRules;
import dev.millrace.ingest.webhook.Shopify;
import dev.millrace.ingest.webhook.Translation;
import dev.millrace.ingest.webhook.WooCommerce;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The makes of shops that are understood. */
@Singleton
public class Senders {

    private static final Pattern PING = Pattern.compile("webhook_id=\\d{1,20}");
    private static final int LONGEST_PING = 40;

    private final Sender shopify;
    private final Sender wooCommerce;

    Senders(WebhookConfig config, IdentityKey identity) {
        PaymentRules payment = new PaymentRules(config.paidOnDelivery());
        Aliases aliases = new Aliases(identity);
        this.shopify = new Known("shopify", false, new Shopify(payment, aliases)::translate);
        this.wooCommerce = new Known("woocommerce", true, new WooCommerce(payment, aliases)::translate);
    }

    public Sender shopify() {
        return shopify;
    }

    public Sender wooCommerce() {
        return wooCommerce;
    }

    private record Known(String name, boolean pings, Function<Delivery, Translation> translator) implements Sender {

        @Override
        public boolean isPing(byte[] body) {
            return pings
                    && body.length <= LONGEST_PING
                    && PING.matcher(new String(body, StandardCharsets.US_ASCII).strip())
                            .matches();
        }

        @Override
        public Translation translate(Delivery delivery) {
            return translator.apply(delivery);
        }
    }
}
