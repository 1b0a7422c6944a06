package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import org.jspecify.annotations.Nullable;

/**
 * Checkouts of Shopify: the only place where it tells who left which cart. The first delivery often names nobody; the alias
 * of the checkout joins it with the next one, which has the address.
 */
final class ShopifyCheckout {

    private final JsonNode payload;
    private final MessageIds ids;
    private final Aliases aliases;
    private final String source;

    ShopifyCheckout(Delivery delivery, Aliases aliases) {
        this.payload = delivery.payload();
        this.ids = new MessageIds(delivery);
        this.aliases = aliases;
        this.source = delivery.source();
    }

    Translation started() {
        return Translation.of(shopper()
                .track(
                        "Checkout Started",
                        ids.once("checkout", token(), "started"),
                        Fields.text(payload, "created_at"),
                        properties()));
    }

    /** A checkout that was completed is told by its order. */
    Translation updated() {
        if (Fields.text(payload, "completed_at") != null) {
            return new Translation.Unneeded();
        }
        @Nullable String at = Fields.text(payload, "updated_at");
        ObjectNode step = Json.object().put("checkout_id", token());
        Fields.copy(payload, step, "abandoned_checkout_url", "abandoned_checkout_url");
        return Translation.of(
                shopper().track("Cart Viewed", ids.ofDelivery("cart"), at, properties()),
                shopper().track("Checkout Step Viewed", ids.ofDelivery("step"), at, step));
    }

    private ObjectNode properties() {
        ObjectNode properties = Json.object().put("checkout_id", token());
        Fields.copy(payload, properties, "cart_id", "cart_token", "currency", "currency");
        Fields.copy(payload, properties, "abandoned_checkout_url", "abandoned_checkout_url");
        Fields.copy(payload, properties, "value", "total_price", "tax", "total_tax", "discount", "total_discounts");
        Fields.copy(payload.path("discount_codes").path(0), properties, "coupon", "code");
        Lines.into(properties, payload.path("line_items"), Shopify::product);
        return properties;
    }

    private Shopper shopper() {
        return ShopifyPerson.of(payload, aliases.of(source, "checkout", token()));
    }

    private String token() {
        String token = Fields.first(payload, "token", "id");
        if (token == null) {
            throw new UnreadablePayload("token");
        }
        return token;
    }
}
