package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;

/** Reads deliveries of Shopify by their topic. */
public final class Shopify {

    private final PaymentRules payment;
    private final Aliases aliases;

    public Shopify(PaymentRules payment, Aliases aliases) {
        this.payment = payment;
        this.aliases = aliases;
    }

    public Translation translate(Delivery delivery) {
        return switch (delivery.topic()) {
            case "orders/create", "orders/paid" -> orders(delivery).told();
            case "orders/updated", "orders/edited" -> orders(delivery).updated();
            case "orders/cancelled" -> orders(delivery).cancelled();
            case "orders/fulfilled", "orders/partially_fulfilled" ->
                orders(delivery).fulfilled();
            case "fulfillments/create" -> orders(delivery).shipped();
            case "fulfillments/update" -> orders(delivery).shipmentUpdated();
            case "refunds/create" -> orders(delivery).refunded();
            case "checkouts/create" -> checkouts(delivery).started();
            case "checkouts/update" -> checkouts(delivery).updated();
            case "customers/create", "customers/update", "customers/enable" ->
                customers(delivery).identified();
            case "customers_email_marketing_consent/update" ->
                customers(delivery).emailConsent();
            case "customers_marketing_consent/update" -> customers(delivery).smsConsent();
            case "customers/redact" -> redacted(delivery.payload().path("customer"));
            case "customers/data_request" -> dataRequested(delivery.payload());
            default -> new Translation.Unneeded();
        };
    }

    private ShopifyOrder orders(Delivery delivery) {
        return new ShopifyOrder(delivery, payment, aliases);
    }

    private ShopifyCheckout checkouts(Delivery delivery) {
        return new ShopifyCheckout(delivery, aliases);
    }

    private static ShopifyCustomer customers(Delivery delivery) {
        return new ShopifyCustomer(delivery);
    }

    private static Translation redacted(JsonNode customer) {
        return new Translation.Erasure(
                Fields.text(customer, "id"), Fields.text(customer, "email"), Fields.text(customer, "phone"));
    }

    private static Translation dataRequested(JsonNode payload) {
        JsonNode customer = payload.path("customer");
        return new Translation.DataRequested(
                Fields.text(payload.path("data_request"), "id"),
                Fields.text(customer, "id"),
                Fields.text(customer, "email"),
                Fields.text(customer, "phone"));
    }

    /** A line of an order, a checkout or a refund. */
    static ObjectNode product(JsonNode line) {
        ObjectNode product = Json.object();
        Fields.copy(line, product, "product_id", "product_id", "sku", "sku", "name", "title", "brand", "vendor");
        Fields.copy(line, product, "variant", "variant_title", "price", "price", "quantity", "quantity");
        return product;
    }
}
