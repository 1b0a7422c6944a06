package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Customers of Shopify: who they are, what they permit, and what they ask to be told. */
final class ShopifyCustomer {

    /** What Shopify also has ({@code not_subscribed}, {@code redacted}, {@code invalid}) says nothing either way. */
    private static final Set<String> STATED = Set.of("subscribed", "pending", "unsubscribed");

    private final JsonNode payload;
    private final MessageIds ids;

    ShopifyCustomer(Delivery delivery) {
        this.payload = delivery.payload();
        this.ids = new MessageIds(delivery);
    }

    Translation identified() {
        List<ObjectNode> calls = new ArrayList<>();
        Shopper shopper = new Shopper(Fields.text(payload, "id"), null, Json.object());
        ObjectNode identify =
                shopper.call("identify", ids.ofDelivery("identify"), Fields.first(payload, "updated_at", "created_at"));
        identify.set("traits", ShopifyPerson.profile(payload));
        calls.add(identify);
        Shopper contact = new Shopper(Fields.text(payload, "id"), null, ShopifyPerson.contact(payload));
        // one that nobody says the time of is as old as the customer: it must not overrule what they said since
        @Nullable String since = Fields.text(payload, "created_at");
        addConsent(calls, contact, "email", payload.path("email_marketing_consent"), since);
        addConsent(calls, contact, "sms", payload.path("sms_marketing_consent"), since);
        return new Translation.Calls(calls);
    }

    Translation emailConsent() {
        Shopper shopper = Shopper.of(Fields.text(payload, "customer_id"), Fields.text(payload, "email_address"), null);
        return consent(shopper, "email", "email_marketing_consent");
    }

    Translation smsConsent() {
        Shopper shopper = Shopper.of(Fields.first(payload, "customer_id", "id"), null, null);
        Fields.copy(payload, shopper.traits(), "phone", "phone");
        return consent(shopper, "sms", "sms_marketing_consent");
    }

    private Translation consent(Shopper shopper, String channel, String field) {
        List<ObjectNode> calls = new ArrayList<>();
        addConsent(calls, shopper, channel, payload.path(field), null);
        return new Translation.Calls(calls);
    }

    private void addConsent(
            List<ObjectNode> calls, Shopper shopper, String channel, JsonNode consent, @Nullable String otherwise) {
        @Nullable String state = Fields.text(consent, "state");
        if (state == null || !STATED.contains(state)) {
            return;
        }
        ObjectNode properties = Json.object()
                .put("channel", channel)
                .put("purpose", "marketing")
                .put("status", state)
                .put("source", "shopify");
        Fields.copy(consent, properties, "basis", "opt_in_level");
        @Nullable String at = Fields.text(consent, "consent_updated_at");
        calls.add(shopper.track(
                "Consent Updated", ids.ofDelivery("consent-" + channel), at == null ? otherwise : at, properties));
    }
}
