package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;

/** Reads deliveries of WooCommerce by their topic. A payload is what WooCommerce's REST API answers for the same thing. */
public final class WooCommerce {

    private final PaymentRules payment;
    private final Aliases aliases;

    public WooCommerce(PaymentRules payment, Aliases aliases) {
        this.payment = payment;
        this.aliases = aliases;
    }

    public Translation translate(Delivery delivery) {
        return switch (delivery.topic()) {
            case "order.created" -> orders(delivery).told();
            case "order.updated", "order.restored" -> orders(delivery).updated();
            case "order.deleted" -> orders(delivery).deleted();
            case "customer.created", "customer.updated" -> customer(delivery);
            default -> new Translation.Unneeded();
        };
    }

    private WooCommerceOrder orders(Delivery delivery) {
        return new WooCommerceOrder(delivery, payment, aliases);
    }

    private static Translation customer(Delivery delivery) {
        JsonNode payload = delivery.payload();
        String at = Fields.first(payload, "date_modified_gmt", "date_created_gmt");
        ObjectNode identify = new Shopper(Fields.text(payload, "id"), null, Json.object())
                .call("identify", new MessageIds(delivery).ofDelivery("identify"), at);
        identify.set("traits", profile(payload));
        return Translation.of(identify);
    }

    private static ObjectNode profile(JsonNode customer) {
        ObjectNode traits = Json.object();
        Fields.copy(customer, traits, "email", "email", "firstName", "first_name", "lastName", "last_name");
        Fields.copy(customer, traits, "username", "username", "createdAt", "date_created_gmt");
        JsonNode billing = customer.path("billing");
        Fields.copy(billing, traits, "phone", "phone");
        ObjectNode address = Json.object();
        Fields.copy(billing, address, "city", "city", "country", "country", "state", "state", "postalCode", "postcode");
        if (!address.isEmpty()) {
            traits.set("address", address);
        }
        return traits;
    }
}
