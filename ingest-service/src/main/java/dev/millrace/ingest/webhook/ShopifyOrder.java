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
 * Orders of Shopify, their shipments and refunds. {@code financial_status} decides: paid or authorised is completed, voided is
 * cancelled, the rest is placed. Each state is told once, whichever topics the shop has subscribed to.
 */
final class ShopifyOrder {

    private static final Set<String> PAID = Set.of("paid", "authorized", "partially_refunded", "refunded");
    private static final Set<String> ENDED = Set.of("voided", "expired");
    private static final Set<String> ENDED_SHIPMENT = Set.of("cancelled", "error", "failure");

    private final JsonNode payload;
    private final MessageIds ids;
    private final PaymentRules payment;
    private final Aliases aliases;
    private final String source;

    ShopifyOrder(Delivery delivery, PaymentRules payment, Aliases aliases) {
        this.payload = delivery.payload();
        this.ids = new MessageIds(delivery);
        this.payment = payment;
        this.aliases = aliases;
        this.source = delivery.source();
    }

    /** The state that the order is in. */
    Translation told() {
        return Translation.of(state());
    }

    /** The state it is in, and what it consists of now. */
    Translation updated() {
        ObjectNode state = state();
        ObjectNode updated = shopper()
                .track("Order Updated", ids.ofDelivery("updated"), Fields.text(payload, "updated_at"), properties());
        return isCancelled() ? Translation.of(state) : Translation.of(state, updated);
    }

    Translation cancelled() {
        return Translation.of(cancellation());
    }

    Translation fulfilled() {
        List<ObjectNode> calls = new ArrayList<>();
        for (JsonNode fulfilment : payload.path("fulfillments")) {
            if (isOnItsWay(fulfilment)) {
                calls.add(shipment(fulfilment, shopper(), orderId()));
            }
        }
        return new Translation.Calls(calls);
    }

    /** A shipment names the order, and an address at most. */
    Translation shipped() {
        return isOnItsWay(payload) ? Translation.of(shipment()) : new Translation.Unneeded();
    }

    /**
     * The same; and where it can be followed, for that is often known only now. Nobody can tell here whether it was told with
     * the shipment, so it is an event of its own, and the shipment is not told anew.
     */
    Translation shipmentUpdated() {
        if (!isOnItsWay(payload)) {
            return new Translation.Unneeded();
        }
        String tracking = orEmpty(Fields.first(payload, "tracking_number", "tracking_url"));
        ObjectNode shipped = shipment();
        if (tracking.isEmpty()) {
            return Translation.of(shipped);
        }
        ObjectNode updated = shipped.deepCopy();
        updated.put("event", "Shipment Updated");
        updated.put("messageId", ids.once("shipment", orEmpty(Fields.text(payload, "id")), "tracking " + tracking));
        Fields.put(updated, "timestamp", Fields.first(payload, "updated_at", "created_at"));
        return Translation.of(shipped, updated);
    }

    private ObjectNode shipment() {
        String order = id("order_id");
        return shipment(payload, Shopper.of(null, Fields.text(payload, "email"), alias(order)), order);
    }

    /** A refund names nobody but the order. */
    Translation refunded() {
        String order = id("order_id");
        ObjectNode properties = Json.object().put("order_id", order).put("refund_id", id("id"));
        ShopifyRefund.into(properties, payload);
        return Translation.of(Shopper.of(null, null, alias(order))
                .track("Order Refunded", ids.once("refund", id("id"), "made"), at("processed_at"), properties));
    }

    private static boolean isOnItsWay(JsonNode fulfilment) {
        return !ENDED_SHIPMENT.contains(orEmpty(Fields.text(fulfilment, "status")));
    }

    private ObjectNode state() {
        if (isCancelled()) {
            return cancellation();
        }
        String status = orEmpty(Fields.text(payload, "financial_status"));
        boolean completed = PAID.contains(status) || isPaidOnDelivery();
        String event = completed ? "Order Completed" : "Order Placed";
        return shopper().track(event, ids.once("order", orderId(), event), at("processed_at"), properties());
    }

    private ObjectNode cancellation() {
        ObjectNode properties = properties();
        Fields.copy(payload, properties, "reason", "cancel_reason");
        String at = Fields.first(payload, "cancelled_at", "updated_at");
        return shopper().track("Order Cancelled", ids.once("order", orderId(), "Order Cancelled"), at, properties);
    }

    private boolean isCancelled() {
        return ENDED.contains(orEmpty(Fields.text(payload, "financial_status")))
                || Fields.text(payload, "cancelled_at") != null;
    }

    private boolean isPaidOnDelivery() {
        for (JsonNode gateway : payload.path("payment_gateway_names")) {
            if (payment.completes(gateway.asText())) {
                return true;
            }
        }
        return payment.completes(Fields.text(payload, "gateway"));
    }

    private Shopper shopper() {
        return ShopifyPerson.of(payload, alias(orderId()));
    }

    private ObjectNode properties() {
        ObjectNode properties = Json.object().put("order_id", orderId());
        Fields.copy(payload, properties, "order_number", "name", "status", "financial_status", "currency", "currency");
        Fields.copy(payload, properties, "total", "total_price", "tax", "total_tax");
        Fields.put(properties, "revenue", revenue());
        Fields.copy(payload, properties, "subtotal", "subtotal_price", "discount", "total_discounts");
        Fields.copy(payload, properties, "cart_id", "cart_token", "checkout_id", "checkout_token");
        Fields.copy(payload, properties, "order_status_url", "order_status_url");
        Fields.copy(payload.path("total_shipping_price_set").path("shop_money"), properties, "shipping", "amount");
        Fields.copy(payload.path("discount_codes").path(0), properties, "coupon", "code");
        Fields.put(properties, "payment_method", textAt(payload.path("payment_gateway_names"), 0));
        Lines.into(properties, payload.path("line_items"), Shopify::product);
        return properties;
    }

    /** Of goods, without tax, which stands in a shop's prices or on top of them. */
    private @Nullable String revenue() {
        @Nullable String goods = Fields.text(payload, "subtotal_price");
        if (goods == null || !payload.path("taxes_included").asBoolean()) {
            return goods;
        }
        BigDecimal tax = Fields.amount(Fields.text(payload, "total_tax"));
        for (JsonNode shipping : payload.path("shipping_lines")) {
            for (JsonNode ofShipping : shipping.path("tax_lines")) {
                tax = tax.subtract(Fields.amount(Fields.text(ofShipping, "price")));
            }
        }
        return Fields.amount(goods).subtract(tax).toPlainString();
    }

    private ObjectNode shipment(JsonNode fulfilment, Shopper shopper, String order) {
        String id = orEmpty(Fields.text(fulfilment, "id"));
        ObjectNode properties = Json.object().put("order_id", order).put("shipment_id", id);
        Fields.copy(fulfilment, properties, "tracking_url", "tracking_url", "tracking_number", "tracking_number");
        Fields.copy(fulfilment, properties, "carrier", "tracking_company");
        Lines.into(properties, fulfilment.path("line_items"), Shopify::product);
        String at = Fields.first(fulfilment, "created_at", "updated_at");
        return shopper.track("Order Shipped", ids.once("shipment", id, "shipped"), at, properties);
    }

    private String alias(String order) {
        return aliases.of(source, "order", order);
    }

    private String orderId() {
        return id("id");
    }

    private String id(String field) {
        String id = Fields.text(payload, field);
        if (id == null) {
            throw new UnreadablePayload(field);
        }
        return id;
    }

    private @Nullable String at(String field) {
        return Fields.first(payload, field, "created_at");
    }

    private static @Nullable String textAt(JsonNode list, int index) {
        return list.path(index).isTextual() ? list.path(index).asText() : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
