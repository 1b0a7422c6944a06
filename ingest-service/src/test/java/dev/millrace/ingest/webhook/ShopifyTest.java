package dev.millrace.ingest.webhook;

import static dev.millrace.ingest.webhook.Payloads.json;
import static dev.millrace.ingest.webhook.Payloads.names;
import static dev.millrace.ingest.webhook.Payloads.shopify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.ShopEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopifyTest {

    private static final String ORDER =
            """
            {"id": 820982911946154508, "name": "#1001", "email": "guest@shop.example", "financial_status": "paid",
             "created_at": "2026-03-01T10:00:00+01:00", "processed_at": "2026-03-01T10:00:05+01:00",
             "updated_at": "2026-03-02T10:00:00+01:00", "currency": "EUR", "total_price": "59.80",
             "subtotal_price": "50.00", "total_tax": "4.90", "total_discounts": "5.00",
             "total_shipping_price_set": {"shop_money": {"amount": "4.90", "currency_code": "EUR"}},
             "discount_codes": [{"code": "WELCOME"}], "payment_gateway_names": ["visa"], "checkout_token": "c-1",
             "customer": {"id": 9007199254740993, "email": "anna@shop.example", "first_name": "Anna"},
             "line_items": [{"product_id": 632910392000000001, "sku": "MUG", "title": "Mug", "vendor": "Millers",
                             "price": "25.00", "quantity": 2}]}""";

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            paid,               Order Completed
            authorized,         Order Completed
            partially_refunded, Order Completed
            refunded,           Order Completed
            pending,            Order Placed
            partially_paid,     Order Placed
            voided,             Order Cancelled
            expired,            Order Cancelled
            """)
    void shouldTellTheStateOfAnOrder(String financialStatus, String event) {
        ObjectNode order = order().put("financial_status", financialStatus);

        assertThat(names(shopify("orders/create", order))).containsExactly(event);
    }

    @Test
    void shouldTellAnOrderAsTheTrackingApiHasIt() {
        ObjectNode told = shopify("orders/create", order()).get(0);

        assertThat(told.path("userId").asText()).isEqualTo("9007199254740993");
        assertThat(told.path("timestamp").asText()).isEqualTo("2026-03-01T10:00:05+01:00");
        assertThat(told.path("context"))
                .isEqualTo(json("{\"traits\":{\"email\":\"anna@shop.example\",\"firstName\":\"Anna\"}}"));
        assertThat(told.path("properties"))
                .isEqualTo(
                        json(
                                """
                {"order_id": "820982911946154508", "order_number": "#1001", "status": "paid", "currency": "EUR",
                 "total": "59.80", "revenue": "50.00", "tax": "4.90", "subtotal": "50.00", "discount": "5.00",
                 "checkout_id": "c-1", "shipping": "4.90", "coupon": "WELCOME", "payment_method": "visa",
                 "products": [{"product_id": "632910392000000001", "sku": "MUG", "name": "Mug", "brand": "Millers",
                               "price": "25.00", "quantity": "2"}]}"""));
    }

    @Test
    void shouldBeOneEventByWhicheverTopicAStateIsTold() {
        String created = id(shopify("orders/create", order()), 0);

        assertThat(id(shopify("orders/paid", order()), 0)).isEqualTo(created);
        assertThat(id(shopify("orders/updated", order()), 0)).isEqualTo(created);
        assertThat(id(shopify("orders/create", order().put("financial_status", "pending")), 0))
                .isNotEqualTo(created);
        assertThat(id(shopify("orders/create", order().put("id", 820982911946154509L)), 0))
                .isNotEqualTo(created);
    }

    @Test
    void shouldCountAnOrderThatIsPaidOnDelivery() {
        ObjectNode order = order().put("financial_status", "pending");
        order.putArray("payment_gateway_names").add("cash on delivery (COD)");

        assertThat(names(shopify("orders/create", order))).containsExactly("Order Completed");
    }

    @Test
    void shouldTellWhatAnUpdatedOrderConsistsOf() {
        List<ObjectNode> calls = shopify("orders/updated", order());

        assertThat(names(calls)).containsExactly("Order Completed", "Order Updated");
        assertThat(calls.get(1).path("timestamp").asText()).isEqualTo("2026-03-02T10:00:00+01:00");
        assertThat(names(shopify("orders/updated", order().put("cancelled_at", "2026-03-02T10:00:00Z"))))
                .containsExactly("Order Cancelled");
    }

    @Test
    void shouldNameAGuestByTheAddressOfTheOrder() {
        ObjectNode order = order();
        order.remove("customer");

        ObjectNode told = shopify("orders/create", order).get(0);

        assertThat(told.has("userId")).isFalse();
        assertThat(told.path("context").path("traits").path("email").asText()).isEqualTo("guest@shop.example");
    }

    @Test
    void shouldTellARefundToWhomTheOrderNamed() {
        JsonNode refund = json(
                """
                {"id": 5, "order_id": 820982911946154508, "processed_at": "2026-03-04T10:00:00Z", "note": "broken",
                 "transactions": [{"kind": "refund", "status": "success", "amount": "10.00", "currency": "EUR"},
                                  {"kind": "refund", "status": "failure", "amount": "99.00", "currency": "EUR"}],
                 "refund_line_items": [{"quantity": 1, "subtotal": "8.00", "total_tax": "1.00",
                                        "line_item": {"product_id": 7, "title": "Mug", "quantity": 2}}]}""");

        ObjectNode told = shopify("refunds/create", refund).get(0);

        assertThat(told.path("event").asText()).isEqualTo("Order Refunded");
        assertThat(told.path("anonymousId"))
                .isEqualTo(shopify("orders/create", order()).get(0).path("anonymousId"));
        assertThat(told.path("properties"))
                .isEqualTo(
                        json(
                                """
                {"order_id": "820982911946154508", "refund_id": "5", "total": "10.00", "currency": "EUR",
                 "reason": "broken", "products": [{"product_id": "7", "name": "Mug", "quantity": "1"}]}"""));
    }

    @Test
    void shouldCountLinesAndAdjustmentsOfARefundThatTellsNoPayment() {
        JsonNode refund = json(
                """
                {"id": 5, "order_id": 8, "refund_line_items": [{"subtotal": "8.00", "total_tax": "1.00"}],
                 "order_adjustments": [{"amount": "-4.00", "tax_amount": "-0.50"}]}""");

        assertThat(shopify("refunds/create", refund)
                        .get(0)
                        .path("properties")
                        .path("total")
                        .asText())
                .isEqualTo("13.50");
    }

    @Test
    void shouldTellAShipmentOnceWithItsTrackingLink() {
        String shipment =
                """
                {"id": 11, "order_id": 820982911946154508, "status": "success", "created_at": "2026-03-03T10:00:00Z",
                 "tracking_company": "DHL", "tracking_number": "J1", "tracking_url": "https://track.example/J1"}""";
        ObjectNode order = order();
        order.putArray("fulfillments").add(json(shipment));

        ObjectNode told = shopify("fulfillments/create", json(shipment)).get(0);
        ObjectNode again = shopify("orders/fulfilled", order).get(0);

        assertThat(told.path("event").asText()).isEqualTo("Order Shipped");
        assertThat(told.path("properties").path("tracking_url").asText()).isEqualTo("https://track.example/J1");
        assertThat(told.path("properties").path("carrier").asText()).isEqualTo("DHL");
        assertThat(again.path("messageId")).isEqualTo(told.path("messageId"));
        assertThat(again.path("anonymousId")).isEqualTo(told.path("anonymousId"));
    }

    @Test
    void shouldTellATrackingLinkThatComesLater() {
        String shipment =
                """
                {"id": 11, "order_id": 8, "status": "success", "created_at": "2026-03-03T10:00:00Z",
                 "updated_at": "2026-03-04T10:00:00Z", "tracking_number": null, "tracking_url": null}""";
        ObjectNode tracked = ((ObjectNode) json(shipment)).put("tracking_number", "J1");
        tracked.put("tracking_url", "https://track.example/J1");

        ObjectNode shipped = shopify("fulfillments/create", json(shipment)).get(0);
        List<ObjectNode> untracked = shopify("fulfillments/update", json(shipment));
        List<ObjectNode> later = shopify("fulfillments/update", tracked);
        List<ObjectNode> again = shopify("fulfillments/update", tracked.put("updated_at", "2026-03-05T10:00:00Z"));
        List<ObjectNode> other = shopify("fulfillments/update", tracked.put("tracking_number", "J2"));

        assertThat(names(untracked)).containsExactly("Order Shipped");
        assertThat(names(later)).containsExactly("Order Shipped", "Shipment Updated");
        assertThat(later.get(0).path("messageId")).isEqualTo(shipped.path("messageId"));
        assertThat(later.get(1).path("properties").path("tracking_url").asText())
                .isEqualTo("https://track.example/J1");
        assertThat(later.get(1).path("properties").path("order_id").asText()).isEqualTo("8");
        assertThat(later.get(1).path("timestamp").asText()).isEqualTo("2026-03-04T10:00:00Z");
        assertThat(again.get(1).path("messageId")).isEqualTo(later.get(1).path("messageId"));
        assertThat(other.get(1).path("messageId")).isNotEqualTo(later.get(1).path("messageId"));
        assertThat(shopify("fulfillments/create", tracked)).hasSize(1);
    }

    @Test
    void shouldSayOfAStateThatItIsToldOnceForGood() {
        ObjectNode order = order();
        order.putArray("fulfillments").add(json("{\"id\": 12, \"status\": \"success\"}"));

        assertThat(id(shopify("orders/updated", order), 0)).startsWith(ShopEvent.ONCE);
        assertThat(id(shopify("orders/fulfilled", order), 0)).startsWith(ShopEvent.ONCE);
        assertThat(id(shopify("orders/updated", order), 1)).doesNotStartWith(ShopEvent.ONCE);
    }

    @Test
    void shouldNotCallTheTaxInAShopsPricesRevenue() {
        ObjectNode order = order().put("taxes_included", true)
                .put("subtotal_price", "119.00")
                .put("total_tax", "19.95");
        order.putArray("shipping_lines").add(json("{\"price\": \"5.95\", \"tax_lines\": [{\"price\": \"0.95\"}]}"));

        assertThat(shopify("orders/create", order)
                        .get(0)
                        .path("properties")
                        .path("revenue")
                        .asText())
                .isEqualTo("100.00");
    }

    @Test
    void shouldNotTellAShipmentThatWasCalledOff() {
        ObjectNode order = order();
        order.putArray("fulfillments")
                .add(json("{\"id\": 11, \"status\": \"cancelled\"}"))
                .add(json("{\"id\": 12, \"status\": \"success\"}"));

        assertThat(shopify("orders/fulfilled", order))
                .extracting(call -> call.path("properties").path("shipment_id").asText())
                .containsExactly("12");
    }

    @Test
    void shouldTellACheckoutWithTheLinkBackToIt() {
        ObjectNode checkout = (ObjectNode)
                json(
                        """
                {"token": "t-1", "cart_token": "k-1", "email": null, "completed_at": null, "currency": "EUR",
                 "created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-01T10:02:00Z", "total_price": "25.00",
                 "abandoned_checkout_url": "https://shop.example/recover/t-1",
                 "line_items": [{"product_id": 7, "title": "Mug", "price": "25.00", "quantity": 1}]}""");

        ObjectNode started = shopify("checkouts/create", checkout).get(0);
        checkout.put("email", "anna@shop.example");
        List<ObjectNode> updated = shopify("checkouts/update", checkout);

        assertThat(started.path("event").asText()).isEqualTo("Checkout Started");
        assertThat(started.path("properties").path("abandoned_checkout_url").asText())
                .isEqualTo("https://shop.example/recover/t-1");
        assertThat(started.path("properties").path("cart_id").asText()).isEqualTo("k-1");
        assertThat(names(updated)).containsExactly("Cart Viewed", "Checkout Step Viewed");
        assertThat(updated).allSatisfy(call -> {
            assertThat(call.path("anonymousId")).isEqualTo(started.path("anonymousId"));
            assertThat(call.path("context").path("traits").path("email").asText())
                    .isEqualTo("anna@shop.example");
        });
        assertThat(new Shopify(Payloads.PAYMENT, Payloads.ALIASES)
                        .translate(new Delivery(
                                "shop", "checkouts/update", "d", checkout.put("completed_at", "2026-03-01T11:00:00Z"))))
                .isEqualTo(new Translation.Unneeded());
    }

    @Test
    void shouldTellACustomerAndWhatTheyPermit() {
        List<ObjectNode> calls = shopify(
                "customers/update",
                json(
                        """
                {"id": 9007199254740993, "email": "anna@shop.example", "first_name": "Anna", "last_name": "Bell",
                 "updated_at": "2026-03-01T10:00:00Z", "phone": "+491701234567",
                 "email_marketing_consent": {"state": "subscribed", "opt_in_level": "confirmed_opt_in",
                                             "consent_updated_at": "2026-02-01T10:00:00Z"},
                 "sms_marketing_consent": {"state": "not_subscribed"}}"""));

        assertThat(names(calls)).containsExactly("identify", "Consent Updated");
        assertThat(calls.get(0).path("traits").path("lastName").asText()).isEqualTo("Bell");
        assertThat(calls.get(1).path("timestamp").asText()).isEqualTo("2026-02-01T10:00:00Z");
        assertThat(calls.get(1).path("properties"))
                .isEqualTo(
                        json(
                                """
                {"channel": "email", "purpose": "marketing", "status": "subscribed", "source": "shopify",
                 "basis": "confirmed_opt_in"}"""));
    }

    @Test
    void shouldNotMakeAPermissionNewWhoseTimeNobodySays() {
        ObjectNode consent = shopify(
                        "customers/update",
                        json(
                                """
                {"id": 5, "email": "anna@shop.example", "created_at": "2020-03-01T10:00:00Z",
                 "updated_at": "2026-03-01T10:00:00Z",
                 "email_marketing_consent": {"state": "subscribed", "consent_updated_at": null}}"""))
                .get(1);

        assertThat(consent.path("event").asText()).isEqualTo("Consent Updated");
        assertThat(consent.path("timestamp").asText()).isEqualTo("2020-03-01T10:00:00Z");
    }

    @Test
    void shouldTellThatAPermissionWasTakenBack() {
        List<ObjectNode> calls = shopify(
                "customers_email_marketing_consent/update",
                json(
                        """
                {"customer_id": 5, "email_address": "anna@shop.example",
                 "email_marketing_consent": {"state": "unsubscribed", "opt_in_level": null,
                                             "consent_updated_at": "2026-02-01T10:00:00Z"}}"""));

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).path("properties").path("status").asText()).isEqualTo("unsubscribed");
        assertThat(calls.get(0).path("userId").asText()).isEqualTo("5");
    }

    @Test
    void shouldEraseAPersonAndPassOnWhatTheyAskFor() {
        JsonNode body = json(
                """
                {"shop_id": 1, "customer": {"id": 191167, "email": "anna@shop.example", "phone": "555-625-1199"},
                 "data_request": {"id": 9999}}""");

        assertThat(new Shopify(Payloads.PAYMENT, Payloads.ALIASES)
                        .translate(new Delivery("shop", "customers/redact", "d", body)))
                .isEqualTo(new Translation.Erasure("191167", "anna@shop.example", "555-625-1199"));
        assertThat(new Shopify(Payloads.PAYMENT, Payloads.ALIASES)
                        .translate(new Delivery("shop", "customers/data_request", "d", body)))
                .isEqualTo(new Translation.DataRequested("9999", "191167", "anna@shop.example", "555-625-1199"));
    }

    @Test
    void shouldNotNeedOtherTopicsNorTakeAnOrderWithoutItsId() {
        Shopify shopify = new Shopify(Payloads.PAYMENT, Payloads.ALIASES);

        assertThat(shopify.translate(new Delivery("shop", "themes/update", "d", json("{}"))))
                .isEqualTo(new Translation.Unneeded());
        assertThatThrownBy(() -> shopify.translate(new Delivery("shop", "orders/create", "d", json("{}"))))
                .isInstanceOf(UnreadablePayload.class)
                .hasMessage("the payload has no id");
    }

    @Test
    void shouldKeepTheTotalOfAnOrderWithMoreLinesThanAnEventHolds() {
        ObjectNode order = order();
        JsonNode line = order.path("line_items").get(0);
        for (int i = 0; i < 500; i++) {
            order.withArray("line_items").add(line.deepCopy());
        }

        ObjectNode told = shopify("orders/create", order).get(0);

        assertThat(told.toString().length()).isLessThan(32 * 1024);
        JsonNode properties = told.path("properties");
        assertThat(properties.path("products").size()
                        + properties.path("products_left_out").asInt())
                .isEqualTo(501);
        assertThat(properties.path("total").asText()).isEqualTo("59.80");
    }

    private static ObjectNode order() {
        return (ObjectNode) json(ORDER);
    }

    private static String id(List<ObjectNode> calls, int index) {
        return calls.get(index).path("messageId").asText();
    }
}
