package dev.millrace.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders of WooCommerce, which tells each change as the whole order. Processing and completed are paid, and so is any state
 * that is not WooCommerce's own once there is a day of payment; cancelled and trash end it. An order lists all of its refunds
 * each time it is told: each is told again under its id, by which it counts once.
 */
final class WooCommerceOrder {

    private static final Set<String> PAID = Set.of("processing", "completed", "refunded");
    private static final Set<String> UNPAID = Set.of("pending", "on-hold", "failed");
    private static final Set<String> ENDED = Set.of("cancelled", "trash");
    /** What the checkout keeps before anybody has ordered. */
    private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft", "draft");

    private final JsonNode payload;
    private final MessageIds ids;
    private final PaymentRules payment;
    private final String alias;
    private final String orderId;
    private final String status;

    WooCommerceOrder(Delivery delivery, PaymentRules payment, Aliases aliases) {
        this.payload = delivery.payload();
        this.ids = new MessageIds(delivery);
        this.payment = payment;
        @Nullable String id = Fields.text(payload, "id");
        if (id == null) {
            throw new UnreadablePayload("id");
        }
        this.orderId = id;
        this.alias = aliases.of(delivery.source(), "order", id);
        @Nullable String told = Fields.text(payload, "status");
        this.status = told == null ? "" : told;
    }

    Translation told() {
        return DRAFTS.contains(status) ? new Translation.Unneeded() : new Translation.Calls(state());
    }

    /** The state it is in, which may be news, and what it consists of now. */
    Translation updated() {
        if (DRAFTS.contains(status)) {
            return new Translation.Unneeded();
        }
        List<ObjectNode> calls = new ArrayList<>(state());
        if (!ENDED.contains(status) && !status.equals("refunded")) {
            calls.add(track("Order Updated", ids.ofDelivery("updated"), properties(), "date_modified_gmt"));
        }
        return new Translation.Calls(calls);
    }

    /** Nothing but the id is told any more. */
    Translation deleted() {
        ObjectNode properties = Json.object().put("order_id", orderId);
        return Translation.of(Shopper.of(null, null, alias)
                .track("Order Cancelled", ids.once("order", orderId, "Order Cancelled"), null, properties));
    }

    private List<ObjectNode> state() {
        if (ENDED.contains(status)) {
            return List.of(once("Order Cancelled", "date_modified_gmt"));
        }
        if (!isPaid() && !payment.completes(Fields.text(payload, "payment_method"))) {
            return List.of(once("Order Placed", "date_created_gmt"));
        }
        List<ObjectNode> calls = new ArrayList<>();
        calls.add(once("Order Completed", "date_paid_gmt"));
        calls.addAll(shipments());
        calls.addAll(refunds());
        return calls;
    }

    /** One that gives back all may be told by the order's status alone. */
    private List<ObjectNode> refunds() {
        List<ObjectNode> calls = new ArrayList<>();
        payload.path("refunds").forEach(refund -> {
            @Nullable String id = Fields.text(refund, "id");
            if (id != null) {
                calls.add(refund(id, refund));
            }
        });
        if (status.equals("refunded") && refunded().compareTo(total()) < 0) {
            ObjectNode all = Json.object().put("order_id", orderId);
            calls.add(track("Order Refunded", ids.once("order", orderId, "all-refunded"), all, "date_modified_gmt"));
        }
        return calls;
    }

    /** Plug-ins have states of their own (packed, handed over): then the day of payment says it. */
    private boolean isPaid() {
        boolean known = PAID.contains(status) || UNPAID.contains(status);
        return known ? PAID.contains(status) : Fields.text(payload, "date_paid_gmt") != null;
    }

    private ObjectNode refund(String id, JsonNode refund) {
        ObjectNode properties = Json.object().put("order_id", orderId).put("refund_id", id);
        properties.put("total", amount(refund).toPlainString());
        Fields.copy(payload, properties, "currency", "currency");
        Fields.copy(refund, properties, "reason", "reason");
        return track("Order Refunded", ids.once("refund", id, "made"), properties, "date_modified_gmt");
    }

    /** Told as a negative total. */
    private static BigDecimal amount(JsonNode refund) {
        return Fields.amount(Fields.text(refund, "total")).abs();
    }

    private BigDecimal refunded() {
        BigDecimal refunded = BigDecimal.ZERO;
        for (JsonNode refund : payload.path("refunds")) {
            refunded = refunded.add(amount(refund));
        }
        return refunded;
    }

    private BigDecimal total() {
        return Fields.amount(Fields.text(payload, "total"));
    }

    /** Completed means handed over; plug-ins for shipping keep where the parcel is in the order's metadata. */
    private List<ObjectNode> shipments() {
        List<ObjectNode> calls = new ArrayList<>();
        for (JsonNode entry : payload.path("meta_data")) {
            if ("_wc_shipment_tracking_items".equals(Fields.text(entry, "key"))) {
                entry.path("value").forEach(item -> calls.add(shipment(item)));
            }
        }
        return calls.isEmpty() && status.equals("completed") ? List.of(shipment(Json.object())) : calls;
    }

    private ObjectNode shipment(JsonNode item) {
        ObjectNode properties = Json.object().put("order_id", orderId);
        Fields.put(properties, "tracking_url", Fields.first(item, "custom_tracking_link", "tracking_link"));
        Fields.copy(item, properties, "tracking_number", "tracking_number");
        Fields.put(properties, "carrier", Fields.first(item, "tracking_provider", "custom_tracking_provider"));
        Lines.into(properties, payload.path("line_items"), WooCommerceOrder::product);
        @Nullable String number = Fields.text(item, "tracking_number");
        String shipment = number == null ? orderId : orderId + "/" + number;
        return track("Order Shipped", ids.once("shipment", shipment, "shipped"), properties, "date_modified_gmt");
    }

    private ObjectNode once(String event, String at) {
        return track(event, ids.once("order", orderId, event), properties(), at);
    }

    private ObjectNode track(String event, String messageId, ObjectNode properties, String at) {
        return shopper().track(event, messageId, Fields.first(payload, at, "date_created_gmt"), properties);
    }

    private Shopper shopper() {
        JsonNode billing = payload.path("billing");
        ObjectNode traits = Json.object();
        Fields.copy(billing, traits, "email", "email", "phone", "phone");
        Fields.copy(billing, traits, "firstName", "first_name", "lastName", "last_name");
        @Nullable String customer = Fields.text(payload, "customer_id");
        return new Shopper("0".equals(customer) ? null : customer, alias, traits);
    }

    private ObjectNode properties() {
        ObjectNode properties = Json.object().put("order_id", orderId);
        Fields.copy(payload, properties, "order_number", "number", "status", "status", "currency", "currency");
        Fields.copy(payload, properties, "tax", "total_tax", "shipping", "shipping_total");
        Fields.copy(payload, properties, "discount", "discount_total", "payment_method", "payment_method");
        Fields.copy(payload.path("coupon_lines").path(0), properties, "coupon", "code");
        properties.put("total", total().toPlainString());
        if (refunded().signum() > 0) {
            properties.put("refunded", refunded().toPlainString());
        }
        Lines.into(properties, payload.path("line_items"), WooCommerceOrder::product);
        return properties;
    }

    private static ObjectNode product(JsonNode line) {
        ObjectNode product = Json.object();
        Fields.copy(line, product, "product_id", "product_id", "sku", "sku", "name", "name");
        Fields.copy(line, product, "price", "price", "quantity", "quantity");
        Fields.copy(line.path("image"), product, "image_url", "src");
        return product;
    }
}
