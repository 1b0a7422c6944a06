package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import org.jspecify.annotations.Nullable;

/** Whom an order, a checkout or a customer of Shopify names. A shipping address may be somebody else's: it names nobody. */
final class ShopifyPerson {

    private ShopifyPerson() {}

    /** Of an order or a checkout: its customer, or a guest by their address. */
    static Shopper of(JsonNode payload, @Nullable String alias) {
        JsonNode customer = payload.path("customer");
        ObjectNode traits = contact(customer);
        if (!traits.has("email")) {
            Fields.put(traits, "email", Fields.first(payload, "email", "contact_email"));
        }
        if (!traits.has("phone")) {
            Fields.copy(payload, traits, "phone", "phone");
        }
        return new Shopper(Fields.text(customer, "id"), alias, traits);
    }

    static ObjectNode contact(JsonNode customer) {
        ObjectNode traits = Json.object();
        Fields.copy(customer, traits, "email", "email", "phone", "phone");
        Fields.copy(customer, traits, "firstName", "first_name", "lastName", "last_name");
        return traits;
    }

    static ObjectNode profile(JsonNode customer) {
        ObjectNode traits = contact(customer);
        Fields.copy(customer, traits, "createdAt", "created_at", "locale", "locale", "tags", "tags");
        ObjectNode address = Json.object();
        Fields.copy(customer.path("default_address"), address, "city", "city", "country", "country_code");
        Fields.copy(customer.path("default_address"), address, "state", "province_code", "postalCode", "zip");
        if (!address.isEmpty()) {
            traits.set("address", address);
        }
        return traits;
    }
}
